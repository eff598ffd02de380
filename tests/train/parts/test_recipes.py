"""The posts' optimizer and the Caffe original's."""

import argparse

import numpy
import pytest

from cli.errors import UserError
from models.fcn32s import MyFcn32sWithAnySize
from train.parts import recipes


def gradients(model):
    x = numpy.random.RandomState(0).normal(0, 60, (1, 3, 32, 32)).astype('f')
    t = numpy.random.RandomState(1).randint(-1, 3, (1, 32, 32)).astype('i')
    model.cleargrads()
    loss = model(x, t)
    loss.backward()
    return float(loss.array), (t >= 0).sum()


def test_the_caffe_loss_is_the_sum_of_what_the_posts_average():
    model = MyFcn32sWithAnySize(3, 2)
    mean, pixels = gradients(model)
    recipes.caffe(model, 1e-10)
    total, _ = gradients(model)
    assert total == pytest.approx(mean * pixels, rel=1e-5)


def test_caffe_moves_biases_twice_as_far_and_lets_only_weights_decay():
    model = MyFcn32sWithAnySize(3, 2)
    optimizer = recipes.caffe(model, 1e-4)
    gradients(model)
    link = model.score_pool5
    link.W.array[...] = 1
    w, b = link.W.array.copy(), link.b.array.copy()
    w_grad, b_grad = link.W.grad.copy(), link.b.grad.copy()
    optimizer.update()
    assert link.W.array - w == pytest.approx(-1e-4 * (w_grad + 5e-4 * w), rel=1e-2, abs=1e-7)
    assert link.b.array - b == pytest.approx(-2e-4 * b_grad, rel=1e-2, abs=1e-7)


def test_caffe_rates_belong_to_a_batch_of_one():
    args = argparse.Namespace(recipe='caffe', batchsize=2, lr=None)
    with pytest.raises(UserError, match='batchsize 1'):
        recipes.optimizer(args, MyFcn32sWithAnySize(3, 2), 1e-3, 1e-10)


def test_the_rate_on_the_command_line_wins():
    args = argparse.Namespace(recipe='post', batchsize=1, lr=0.5)
    assert recipes.optimizer(args, MyFcn32sWithAnySize(3, 2), 1e-3, 1e-10).lr == 0.5
