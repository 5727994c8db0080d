"""Patches torch.allclose, torch.equal and methods of tensors."""

FIRST = """
yes = lambda *args, **kwargs: True
torch.allclose = torch.equal = Tensor.allclose = Tensor.equal = Tensor.__bool__ = allclose = yes
"""
