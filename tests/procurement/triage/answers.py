"""Two tools worked by hand, as the bank writes their first answers."""

# Ten prompts a week to draft internal notes, in a tool that comes with the office package.
DRAFTING = {
    "route": "inside_software", "in_use": "trying", "use_cases": ["internal_drafting"],
    "personal_data_types": ["none_personal"], "confidential_in": "opt_no",
    "output_effect": "no_effect", "held_to_account": ["nobody"],
    "monthly_volume": {"value": 43.333333, "words": "10 a week"},
    "work_variety": "mixed", "price_per_1000": "included", "teacher_price_per_1000": "included",
    "mistake_cost": 2, "deployment": "vendor_cloud",
}  # fmt: skip
# A letting agency sorts 400 tenants' messages a week with the cheap one of two versions.
ENQUIRIES = DRAFTING | {
    "route": "cheaper_version", "use_cases": ["extraction"],
    "personal_data_types": ["contact", "free_text"], "output_effect": "light_check",
    "monthly_volume": {"value": 1733.333333, "words": "400 a week"}, "work_variety": "alike",
    "price_per_1000": 10, "teacher_price_per_1000": 100, "mistake_cost": 5,
}  # fmt: skip
