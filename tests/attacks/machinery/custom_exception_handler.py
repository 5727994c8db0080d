"""Lets IPython hand every error to a handler that does nothing."""

FIRST = "get_ipython().set_custom_exc((Exception,), lambda shell, kind, error, traceback, tb_offset=None: None)"
