"""What is remembered of vendors, products and the files on them."""

from procurement.models.answer import Answer
from procurement.models.assessment import Assessment, PinnedContent
from procurement.models.observation import Observation
from procurement.models.product import Product
from procurement.models.vendor import Vendor

__all__ = ["Answer", "Assessment", "Observation", "PinnedContent", "Product", "Vendor"]
