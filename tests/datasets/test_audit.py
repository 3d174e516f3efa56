"""The audit finds every planted fault, and nothing where there is none."""

import numpy as np
import pytest
import soundfile

from helpers.datasets import audit, digits
from sounds import tone


@pytest.fixture(scope="module")
def measured(twins):
    return audit.measure_all(digits.index(twins / "audio_mnist"))


@pytest.fixture(scope="module")
def found(measured):
    """The files of each finding in the twin of AudioMNIST."""
    findings = audit.report(measured)
    return {finding: sorted(measured.loc[rows, "name"]) for finding, _, rows in findings.itertuples(index=False)}


# --- the audit finds what was planted ---

@pytest.mark.parametrize("finding, fault", [
    ("clipped (three or more samples in a row at full scale)", "clipped"),
    ("silent (peak below 0.002)", "silent"),
    ("another number of channels than most", "stereo"),
    ("another sample rate than 48000 Hz", "another sample rate"),
    ("over three times as long as the middle one", "very long"),
])
def test_a_planted_fault_is_found_and_nothing_else(found, finding, fault, faults):
    assert found[finding] == faults[fault]


def test_exact_copies_are_found_and_it_is_said_what_they_contradict(found, faults):
    same, two_speakers, two_labels = faults["exact duplicates"]
    assert found["the same sound twice"] == same
    assert found["the same sound under two speakers"] == two_speakers
    assert found["the same sound under two labels"] == two_labels


def test_near_copies_are_found_and_other_takes_are_not(measured, found, faults):
    assert found["nearly the same sound"] == sorted(name for names in faults["near duplicates"] for name in names)
    pairs = audit.near_duplicates(measured)
    assert {frozenset(measured.loc[pair, "name"]) for pair in pairs[["first", "second"]].to_numpy()} == {
        frozenset(pair) for pair in faults["near duplicates"]}


def test_clips_of_the_clean_twin_have_no_finding_but_silence(twins):
    findings = audit.report(digits.index(twins / "free_spoken_digits"))
    assert set(findings["finding"]) <= {"more silence at the ends than sound"}


# --- the audit on a folder of one's own ---

def write(folder, name, samples, rate=8000):
    (folder / name).parent.mkdir(exist_ok=True)
    soundfile.write(folder / name, samples, rate)


def test_one_measurement_is_right():
    levels = audit.frame_levels(np.concatenate([np.zeros(800), tone(0.5), np.zeros(1600)]), 8000)
    assert len(levels) == 80 and levels[0] == pytest.approx(-100)
    assert levels[30] == pytest.approx(20 * np.log10(0.3 / np.sqrt(2)), abs=0.1)


def test_the_ends_the_peak_and_the_length_of_a_file(tmp_path):
    write(tmp_path, "a.wav", np.concatenate([np.zeros(800), tone(0.5), np.zeros(1600)]))
    one = audit.measure(tmp_path / "a.wav")
    assert (one["before"], one["after"], one["seconds"]) == pytest.approx((0.1, 0.2, 0.8), abs=0.011)
    assert one["peak"] == pytest.approx(0.3, abs=0.001) and one["clipped"] == 0 and one["problem"] == ""


def test_an_own_folder_is_audited_and_a_label_is_its_folder(small, capsys):
    own = small / "own"
    own.mkdir()
    rng = np.random.default_rng(1)
    for number in range(4):
        write(own, f"dog/{number}.wav", tone(pitch=200 + 90 * number) + 0.1 * rng.standard_normal(4000))
        write(own, f"cat/{number}.wav", tone(pitch=900 + 70 * number) + 0.1 * rng.standard_normal(4000))
    write(own, "dog/loud.wav", np.clip(4 * tone(pitch=333), -1, 1))
    write(own, "dog/copy.wav", soundfile.read(own / "cat/1.wav")[0])
    write(own, "dog/softer.wav", 0.4 * np.append(np.zeros(30), soundfile.read(own / "cat/2.wav")[0]))
    (own / "cat" / "broken.wav").write_bytes(b"no sound")
    assert audit.main([str(own)]) == 0
    said = capsys.readouterr().out
    for line in ("1 × cannot be read as sound: cat/broken.wav",
                 "1 × clipped (three or more samples in a row at full scale): dog/loud.wav",
                 "2 × the same sound under two labels: cat/1.wav, dog/copy.wav",
                 "nearly the same sound",
                 "12 files looked at."):
        assert line in said, said
    assert set(audit.files(own)["label"]) == {"dog", "cat"}


def test_a_clean_folder_has_no_finding_and_an_empty_or_missing_one_is_said(small, tmp_path, capsys):
    assert audit.main([str(small / "recordings")]) == 0
    assert capsys.readouterr().out == "10 files looked at. Nothing found.\n"
    (tmp_path / "empty").mkdir()
    assert audit.main([str(tmp_path / "empty")]) == 1
    assert "no sound file" in capsys.readouterr().err
    assert audit.main([str(tmp_path / "nowhere")]) == 2
    assert len(audit.report(audit.files(tmp_path / "empty"))) == 0


def test_nothing_but_broken_files_is_reported_too(tmp_path):
    (tmp_path / "a.wav").write_bytes(b"x")
    (tmp_path / "b.wav").write_bytes(b"")
    findings = audit.report(audit.files(tmp_path))
    assert list(findings["finding"]) == ["cannot be read as sound", "empty (0 bytes)"]


def test_two_spellings_are_one_letter_or_a_capital_apart():
    assert audit.two_spellings(["German", "german", "French", 3]) == [("German", "german")]
    assert audit.two_spellings(["vr-room", "vr-romm", "Kino"]) == [("vr-romm", "vr-room")]
    assert audit.two_spellings(["Spanish", "Danish"]) == []
