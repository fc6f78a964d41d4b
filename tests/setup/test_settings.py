"""Settings come from the environment, valid or not at all."""

import base64
from pathlib import Path

import pytest

from infra.faults import SettingsRefused
from infra.settings import VARIABLES, read

KEK = base64.b64encode(bytes(range(32))).decode()


def refused(**environ: str) -> tuple[str, ...]:
    """The faults that these variables lead to."""
    with pytest.raises(SettingsRefused) as refusal:
        read(environ)
    assert refusal.value.exit_code == 2
    return refusal.value.faults


def test_without_any_variable_lantern_serves_this_machine_from_var_demo() -> None:
    settings = read({})

    assert (settings.host, settings.port, settings.embedded) == ("127.0.0.1", 8000, True)
    assert settings.data == Path("var/demo").absolute()
    assert settings.public_url == "http://127.0.0.1:8000"
    assert not settings.secure_cookies


def test_an_empty_variable_counts_as_unset_because_make_passes_it_so() -> None:
    assert read(dict.fromkeys(VARIABLES, "  ")) == read({})


GIVEN = {
    "HOST": "0.0.0.0",  # noqa: S104  an address to listen on, in a test that does not listen
    "PORT": "9000",
    "NATS_URL": "nats://one:4222, tls://two",
    "NATS_STEWARD_URL": "nats://steward@one:4222",
    "LANTERN_KEK": KEK,
    "LANTERN_URL": "https://lantern.example/",
    "LANTERN_LOG": "DEBUG",
    "LANTERN_METRICS_TOKEN": "t0ken",
    "LANTERN_PROVIDERS": "https://login.police.example, http://127.0.0.1:8999/",
}


def test_every_variable_is_read(tmp_path: Path) -> None:
    creds = tmp_path / "creds"
    creds.touch(0o600)

    settings = read({**GIVEN, "DATA": str(tmp_path), "NATS_CREDS": str(creds)})

    assert (settings.port, settings.data, settings.log_level) == (9000, tmp_path, "debug")
    assert settings.nats_url == ("nats://one:4222", "tls://two")
    assert settings.nats_steward_url == ("nats://steward@one:4222",)
    assert (settings.nats_creds, settings.nats_steward_creds) == (creds, creds)
    assert (settings.kek, settings.metrics_token) == (bytes(range(32)), "t0ken")
    assert settings.providers == ("https://login.police.example", "http://127.0.0.1:8999")
    assert (settings.public_url, settings.secure_cookies) == ("https://lantern.example", True)


def test_the_steward_is_whom_nats_url_names_unless_told_otherwise() -> None:
    assert read({"NATS_URL": "nats://one"}).nats_steward_url == ("nats://one",)


def test_all_faults_are_told_at_once() -> None:
    faults = refused(PORT="80000", NATS_URL="http://one", LANTERN_KEK="short", LANTERN_LOG="loud", HOST="192.0.2.1")

    named = {fault.split()[0] for fault in faults}
    assert named == {"PORT", "NATS_URL", "LANTERN_KEK", "LANTERN_LOG", "HOST=192.0.2.1"}


@pytest.mark.parametrize("port", ["-1", "eighty", "65536", "8000.0", "٨٠٠٠"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    assert refused(PORT=port) == ("PORT must be a number from 0 to 65535: for example PORT=8000.",)


def test_a_misspelt_setting_is_named_with_what_was_meant() -> None:
    assert refused(LANTERN_KEKFILE="k") == ("LANTERN_KEKFILE is not a setting of Lantern; LANTERN_KEK_FILE is.",)


def test_a_setting_like_no_other_is_to_be_unset() -> None:
    assert refused(LANTERN_ZZZZZZZZZZZZZZ="1") == ("LANTERN_ZZZZZZZZZZZZZZ is not a setting of Lantern: unset it.",)


@pytest.mark.parametrize("key", ["c2hvcnQ=", "not base64!", KEK[:-4]])
def test_a_bad_key_is_refused_and_never_repeated(key: str) -> None:
    (fault,) = refused(LANTERN_KEK=key)

    assert fault.startswith("LANTERN_KEK must be 32 bytes in base64")
    assert key not in fault


def test_two_homes_for_the_key_are_refused(tmp_path: Path) -> None:
    (tmp_path / "kek").touch(0o600)

    faults = refused(LANTERN_KEK=KEK, LANTERN_KEK_FILE=str(tmp_path / "kek"))

    assert faults == ("LANTERN_KEK and LANTERN_KEK_FILE are both set: keep one.",)


def test_a_server_to_use_and_one_to_start_are_refused_together(tmp_path: Path) -> None:
    (tmp_path / "nats-server").write_text("")

    (fault,) = refused(NATS_URL="nats://one", NATS_SERVER=str(tmp_path / "nats-server"))

    assert fault.startswith("NATS_URL and NATS_SERVER are both set")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    (fault,) = refused(NATS_SERVER=str(tmp_path / "gone"))

    assert fault == f"NATS_SERVER names no file: {tmp_path}/gone is not there or is not a file."


def test_a_data_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")

    (fault,) = refused(DATA=str(tmp_path / "data"))

    assert fault.startswith("DATA must be a folder")


@pytest.mark.parametrize("url", ["lantern.example", "ftp://lantern.example", "https://lantern.example/path"])
def test_an_address_browsers_cannot_use_is_refused(url: str) -> None:
    assert refused(LANTERN_URL=url)[0].startswith("LANTERN_URL must be an address without a path")


def test_credentials_without_a_server_are_refused() -> None:
    assert refused(NATS_STEWARD_URL="nats://one") == (
        "NATS_CREDS, NATS_STEWARD_CREDS and NATS_STEWARD_URL need NATS_URL: set it, or unset them.",
    )


def test_a_cluster_keeps_three_copies_and_a_single_server_one() -> None:
    assert read({"NATS_URL": "nats://one", "NATS_REPLICAS": "3"}).nats_replicas == 3
    assert refused(NATS_REPLICAS="3") == ("NATS_REPLICAS=3 needs a cluster: set NATS_URL, or unset it.",)
    assert refused(NATS_URL="nats://one", NATS_REPLICAS="2") == (
        "NATS_REPLICAS must be 1 for one server or 3 for a cluster.",
    )


@pytest.mark.parametrize("host", ["localhost", "::1", "127.0.0.9"])
def test_this_machine_may_be_served_without_https(host: str) -> None:
    assert read({"HOST": host}).host == host


def test_a_name_open_to_others_needs_https() -> None:
    assert refused(HOST="lantern.internal")[0].startswith("HOST=lantern.internal is open to others")


def test_no_secret_shows_in_a_repr() -> None:
    settings = read({"LANTERN_KEK": KEK, "NATS_URL": "nats://user:s3cret@one", "LANTERN_METRICS_TOKEN": "t0ken"})

    assert not any(secret in repr(settings) for secret in ("s3cret", "t0ken", KEK, repr(settings.kek)))
