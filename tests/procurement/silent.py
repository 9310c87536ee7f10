"""A vendor that would not say how its model was made, and what that one silence raises."""

REFUSED = {
    "training_method": {"value": "vendor_refused", "grade": "vendor_says", "by": "Larkfield"}
}
TITLE = "How was this model made? The vendor would not say"
