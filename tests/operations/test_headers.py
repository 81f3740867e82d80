from django.test import Client
from django.urls import reverse

POLICY = {
    "default-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
}


def test_every_answer_carries_the_strict_policy_and_its_companions(db):
    response = Client().get(reverse("admin:login"))
    assert set(response["Content-Security-Policy"].split("; ")) == POLICY
    assert {name: response[name] for name in NAMES} == {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
    }


NAMES = ("X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy")


def test_an_uploaded_file_cannot_run_as_a_page(settings, client):
    (settings.MEDIA_ROOT / "images").mkdir(parents=True, exist_ok=True)
    (settings.MEDIA_ROOT / "images" / "page.html").write_text("<script>alert(1)</script>")
    response = client.get("/media/images/page.html")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'self'" in response["Content-Security-Policy"]


def test_a_path_out_of_the_media_folder_is_refused(client, settings):
    (settings.DATA_DIR / "outside.txt").write_text("secret")
    statuses = [client.get(f"/media/{path}outside.txt").status_code for path in ("../", "%2e%2e/", "images/../../")]
    assert statuses == [400, 400, 400]
