"""What all moving things share."""

from matplotlib.figure import Figure

from helpers import moving


def test_text_cannot_end_the_script():
    shown = moving.thing("square", "a <b>", 'it says "x"', {"hertz": 1, "name": "</script><b>"}, Figure()).data
    assert shown.count("</script>") == 1 and "<b>" not in shown


def test_the_still_picture_gives_way_to_the_moving_one(opened):
    page = opened(moving.thing("square", "A square", "a square wave from sines", {"hertz": 110}, Figure()))
    assert page.locator("svg").is_visible() and page.locator("img").count() == 0


def test_each_script_has_its_module():
    scripts = {path.stem for path in moving.HERE.glob("*.js")} - {"base"}
    assert scripts == {path.stem for path in moving.HERE.glob("*.py")} - {"__init__"} != set()
