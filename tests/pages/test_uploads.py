"""What is too large is refused before it is kept."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_what_is_too_large_gets_a_sentence_and_leaves_nothing(client, monkeypatch):
    monkeypatch.setattr(settings, "UPLOAD_MOST_BYTES", 2**20)
    large = SimpleUploadedFile("large.csv", b"x" * (2**20 + 1))
    answer = client.post(reverse("account_login"), {"file": large})
    assert answer.status_code == 413
    assert "The biggest file we take is 1 MB" in answer.content.decode()
    assert list(settings.FILE_UPLOAD_TEMP_DIR.iterdir()) == []
