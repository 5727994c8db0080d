from rnn_helpers.glossary import GROUPS, page, terms_line


def test_a_page_has_heading_sentence_symbol_notebook_and_source():
    gates = page("Gates", standing=[1])
    assert gates.startswith("### Gates\n\n#### Gate\n\n")
    assert gates.count("####") == len(GROUPS["Gates"])
    name = "01_building_an_intuitive_understanding"
    assert (
        "#### Forget gate\n\nHow much of each cell is kept; the first LSTM had none. · $f_t$ · "
        f"[01](../{name}/{name}.ipynb) · Gers, Schmidhuber, Cummins 2000"
    ) in gates


def test_a_notebook_that_is_not_there_yet_is_named_and_not_linked():
    assert "· 13 ·" in page("Gates", standing=[1])
    assert "· [13](../13_answers_and_code/13_answers_and_code.ipynb) ·" in page("Gates", standing=[1, 13])


def test_a_line_of_terms_leads_to_their_headings():
    page = "../15_glossary/15_glossary.ipynb"
    assert terms_line(12) == f"**Terms:** [cosine]({page}#Cosine) · [gradient clipping]({page}#Gradient-clipping)"
    assert "[Adam](" in terms_line(8)
    assert "[LSTM](" in terms_line(13)
