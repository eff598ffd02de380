"""Convolution2D, Deconvolution2D and their gradients.

In place of Chainer's methods are ``convolution_2d``, ``deconvolution_2d`` and ``direct``. They
choose a way: for a filter with factors ``separable``, for a stride ``phases``, else ``products``,
which are Winograd's or those of columns, compiled (``dense``) or by NumPy.
"""
