"""References as GB/T 7714 writes them, in the editions of 2025 (in force since 2026-07-01) and 2015.

Made from CSL items alone, without a database. Clause numbers in this package are those of GB/T 7714-2015, which the
edition of 2025 follows in this.
"""

from sources.gbt7714.bibliography import bibliography, reference
from sources.gbt7714.style import STYLES, Style

__all__ = ["STYLES", "Style", "bibliography", "reference"]
