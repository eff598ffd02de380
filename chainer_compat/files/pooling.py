"""Pooling as Chainer 1.0 to 1.4 had it: an object that keeps its sizes, set into a model."""


class _Pooling2D(object):
    def _sizes(self):
        return (self.kh, self.kw), (self.sy, self.sx), (self.ph, self.pw)


class MaxPooling2D(_Pooling2D):
    """``max_pooling_2d`` with the sizes of a pickle."""

    def __call__(self, x):
        from chainer import functions

        return functions.max_pooling_2d(x, *self._sizes(), cover_all=self.cover_all)


class AveragePooling2D(_Pooling2D):
    """``average_pooling_2d`` with the sizes of a pickle."""

    def __call__(self, x):
        from chainer import functions

        return functions.average_pooling_2d(x, *self._sizes())
