"""Prints every cell that IPython remembers."""

LAST = "print('\\n'.join(In))\nprint(get_ipython().history_manager.input_hist_raw)"
