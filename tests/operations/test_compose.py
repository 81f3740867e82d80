"""docker-compose.yml, read as data: there is no container engine where the tests run."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docker-compose.yml").read_text()
COMPOSE = yaml.safe_load(TEXT)
SERVICES = COMPOSE["services"]


def test_every_process_of_production_is_there():
    assert sorted(SERVICES) == ["beat", "migrate", "postgres", "public", "redis", "web", "worker"]


def test_a_variable_without_a_value_stops_compose():
    variables = re.findall(r"(?<!\$)\$\{([^}]+)\}", TEXT)
    assert variables
    assert [variable for variable in variables if not re.fullmatch(r"[A-Z_]+:\?set [A-Z_]+ in \.env", variable)] == []


def test_the_example_names_every_variable_and_gives_no_value():
    named = dict(re.findall(r"^([A-Z_]+)=(.*)$", (ROOT / "docker" / "example.env").read_text(), flags=re.M))
    assert set(named) == set(re.findall(r"\$\{([A-Z_]+)", TEXT))
    assert set(named.values()) == {""}


def test_the_public_site_has_its_own_role_and_no_way_to_the_queue():
    public = SERVICES["public"]
    assert public["environment"]["ANNALS_PUBLIC_ONLY"] == "true"
    assert public["environment"]["DATABASE_URL"].startswith("postgres://annals_public:")
    assert "CELERY_BROKER_URL" not in public["environment"]
    assert "${DJANGO_SECRET_KEY" not in str(public["environment"])
    assert public["networks"] == ["database", "outside"]
    assert public["volumes"] == ["data:/srv/data:ro"]


@pytest.mark.parametrize("name", ["postgres", "redis", "web", "public", "worker"])
def test_what_others_wait_for_has_a_health_check(name):
    assert SERVICES[name]["healthcheck"]["test"]


def test_everything_of_ours_waits_for_the_migrations():
    for name in ("web", "public", "worker", "beat"):
        assert SERVICES[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}


def test_ports_listen_on_this_machine_only():
    ports = [port for service in SERVICES.values() for port in service.get("ports", [])]
    assert ports == ["127.0.0.1:8000:8000", "127.0.0.1:8001:8000"]


def test_our_containers_can_write_nothing_but_their_data():
    for name in ("migrate", "web", "public", "worker", "beat"):
        service = SERVICES[name]
        assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
        assert service["security_opt"] == ["no-new-privileges:true"]


def test_every_file_that_compose_and_the_image_name_is_there():
    mounted = re.findall(r"- (\./[^:]+):", TEXT)
    copied = re.findall(r"^COPY (.+) \S+$", (ROOT / "Dockerfile").read_text(), flags=re.M)
    paths = mounted + [path for line in copied for path in line.split()]
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_the_image_copies_only_what_its_context_sends():
    sent = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    copied = re.findall(r"^COPY (.+) \S+$", (ROOT / "Dockerfile").read_text(), flags=re.M)
    assert {path for line in copied for path in line.split()} == sent


def test_the_image_runs_as_nobody_in_particular():
    instructions = (ROOT / "Dockerfile").read_text().splitlines()
    assert "USER annals" in instructions
    assert instructions.index("USER annals") < next(i for i, line in enumerate(instructions) if line.startswith("CMD"))
