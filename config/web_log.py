"""The web server's own log, should the operator ask for one: it never holds a vendor's link."""

from typing import Any

from gunicorn.glogging import Logger

from pages.secret_paths import WithoutSecrets, clean_atoms


class WebLog(Logger):  # type: ignore[misc]  # gunicorn says no types
    """Gunicorn's logger with every address cleaned."""

    def setup(self, cfg: Any) -> None:
        """Set up as usual, and clean what goes to the error log."""
        super().setup(cfg)
        for log in (self.error_log, self.access_log):
            log.addFilter(WithoutSecrets())

    def atoms(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return what a line of the access log is made of, cleaned."""
        return clean_atoms(super().atoms(*args, **kwargs))
