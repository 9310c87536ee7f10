"""The web server's door."""

import os

from config.environment import keep_libraries_quiet

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
keep_libraries_quiet()

from django.core.wsgi import get_wsgi_application  # noqa: E402 -- the environment comes first

application = get_wsgi_application()
