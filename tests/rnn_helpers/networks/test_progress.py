from rnn_helpers.networks.progress import tqdm


def test_goes_over_everything_and_takes_tqdms_arguments(capsys):
    with tqdm("abc", desc="letters", leave=True) as bar:
        assert list(bar) == ["a", "b", "c"]
    with tqdm(total=2, disable=True) as bar:
        bar.update()
    assert capsys.readouterr().out == ""
