"""A run and labelled pictures in, the measures out."""

import json
import os
import shutil

import chainer
import numpy
import pytest
from PIL import Image

from data import shapes
from data.pictures.classes import write_classes
from data.voc import MiniBatchLoaderWithAnySize, SegmentationDataset
from models.fcn32s import MyFcn32sWithAnySize
from models.parts.segmentation import Segmentation
from predict import evaluate


def read(path):
    with open(str(path)) as f:
        return json.load(f)


def test_the_run_s_own_test_pictures(run, tiny, tmp_path, script):
    """Without --data, those of the log, with the log's accuracy."""
    out = tmp_path / 'out.json'
    status, printed, err = script(evaluate.main, run, '--out', out)
    assert status == 0, err
    found = read(out)
    with open(os.path.join(run, 'log')) as f:
        logged = json.load(f)[-1]['validation/main/accuracy']
    assert found['mean accuracy of the pictures'] == pytest.approx(logged, abs=1e-6)
    # One picture: the mean over pictures is that over pixels.
    assert found['pictures'] == 1
    assert found['pixel accuracy'] == pytest.approx(logged, abs=1e-6)
    assert found['data'] == tiny and found['run'] == run
    assert '{:.1%}'.format(found['mean IU']) in printed
    assert '1 pictures, {} pixels counted'.format(found['pixels']) in printed


def test_pictures_shrunk_as_asked(run, tiny, tmp_path, script):
    """For a run whose own pictures had been shrunk before it."""
    out = tmp_path / 'out.json'
    status, _, err = script(evaluate.main, run, '--scale', 0.5, '--out', out)
    assert status == 0, err
    names = MiniBatchLoaderWithAnySize(tiny).test.names
    labels = [label for _, label in SegmentationDataset(tiny, names, scale=0.5)]
    assert read(out)['pixels'] == sum((label >= 0).sum() for label in labels)


def test_any_list_and_every_class(run, tiny, tmp_path, script):
    out = tmp_path / 'out.json'
    status, printed, err = script(evaluate.main, run, '--list', 'trainval', '--out', out)
    assert status == 0, err
    found = read(out)
    names = sorted(name[:-4] for name in os.listdir(os.path.join(tiny, 'SegmentationClass')))
    labels = [label for _, label in SegmentationDataset(tiny, names)]
    assert found['pictures'] == 5 and found['list'] == 'trainval'
    assert found['pixels'] == sum((label >= 0).sum() for label in labels)
    assert [line['class'] for line in found['classes']] == list(shapes.CLASSES)
    for number, line in enumerate(found['classes']):
        assert line['pixels'] == sum((label == number).sum() for label in labels)
        assert (line['accuracy'] is None) == (line['pixels'] == 0)
        assert line['class'] in printed
    defined = [line['IU'] for line in found['classes'] if line['IU'] is not None]
    assert found['mean IU'] == pytest.approx(numpy.mean(defined))
    assert '{} of 21 classes occur'.format(len(defined)) in printed


def test_written_into_the_run_by_default(run, tmp_path, script):
    copy = str(tmp_path / 'copy')
    shutil.copytree(run, copy)
    status, _, err = script(evaluate.main, copy)
    assert status == 0, err
    assert read(os.path.join(copy, 'evaluation.json'))['pictures'] == 1


def test_the_best_model_s_measures_stand_beside_the_final_one_s(run, tmp_path, script):
    copy = str(tmp_path / 'copy')
    shutil.copytree(run, copy)
    assert script(evaluate.main, copy)[0] == 0
    final = read(os.path.join(copy, 'evaluation.json'))
    status, printed, _ = script(evaluate.main, os.path.join(copy, 'model_best.npz'))
    assert status == 0 and 'evaluation_best.json written' in printed
    assert read(os.path.join(copy, 'evaluation.json')) == final
    assert script(evaluate.main, os.path.join(copy, 'model_final.npz'))[0] == 0
    assert read(os.path.join(copy, 'evaluation.json')) == dict(
        final, run=os.path.join(copy, 'model_final.npz')
    )


def test_measures_of_other_pictures_do_not_replace_a_run_s(run, tmp_path, script, refused):
    copy = str(tmp_path / 'copy')
    shutil.copytree(run, copy)
    assert script(evaluate.main, copy)[0] == 0
    final = read(os.path.join(copy, 'evaluation.json'))
    for other in (['--list', 'train'], ['--scale', 0.5]):
        assert 'measures of other pictures' in refused(evaluate.main, copy, *other)
        assert read(os.path.join(copy, 'evaluation.json')) == final
    assert script(evaluate.main, copy, '--list', 'train', '--overwrite')[0] == 0
    assert read(os.path.join(copy, 'evaluation.json'))['list'] == 'train'


def test_what_training_left_is_not_overwritten(run, tmp_path, refused):
    copy = tmp_path / 'copy'
    shutil.copytree(run, str(copy))
    before = (copy / 'args.json').read_bytes()
    line = refused(evaluate.main, copy, '-o', copy / 'args.json', '--overwrite')
    assert 'is read here' in line and (copy / 'args.json').read_bytes() == before


class Oracle(Segmentation):
    """Not an FCN: sees the class in the red of a pixel, and takes 1 for 2."""

    def __init__(self, means):
        super(Oracle, self).__init__()
        self.means = means
        self.configs = []

    def score(self, x, size):
        self.configs.append((chainer.config.enable_backprop, chainer.config.train))
        classes = numpy.rint(x[:, 2] + self.means[2]).astype('i') // 50
        classes[classes == 1] = 2
        scores = numpy.eye(3, dtype='f')[classes].transpose(0, 3, 1, 2)
        return chainer.Variable(scores)


@pytest.fixture
def oracle(tmp_path):
    """Data of three classes and two sizes, half of a picture not counted; and the Oracle."""

    root = tmp_path / 'mine'
    for name in ('JPEGImages', 'SegmentationClass'):
        (root / name).mkdir(parents=True)
    write_classes(str(root), ('ground', 'road', 'sky'))
    # Classes 0 and 1, a half each; class 2 and what does not count.
    for name, height, classes in (('a', 40, (0, 1)), ('b', 60, (2, 255))):
        label = numpy.resize(numpy.array(classes, 'uint8'), (height, 50))
        picture = numpy.stack([numpy.minimum(label, 2) * 50] * 3, axis=2)
        Image.fromarray(picture).save(str(root / 'JPEGImages' / (name + '.png')))
        Image.fromarray(label).save(str(root / 'SegmentationClass' / (name + '.png')))
    pictures = SegmentationDataset(str(root), ['a', 'b'], 3)
    return Oracle(pictures.mean), pictures, root


def test_pictures_of_any_size_by_any_network(oracle):
    model, pictures, _ = oracle
    matrix, accuracies = evaluate.evaluate(model, pictures)
    assert matrix.tolist() == [[1000, 0, 0], [0, 0, 1000], [0, 0, 1500]]
    assert accuracies == [0.5, 1.0]
    found = evaluate.report(matrix, accuracies, ('ground', 'road', 'sky'))
    assert found['pixel accuracy'] == pytest.approx(2500 / 3500)
    assert found['class accuracy'] == pytest.approx(2 / 3)
    assert found['mean IU'] == pytest.approx((1 + 0 + 1500 / 2500) / 3)
    weighted = (1000 * 1 + 1500 * 0.6) / 3500
    assert found['frequency-weighted IU'] == pytest.approx(weighted)
    assert found['mean accuracy of the pictures'] == 0.75


def test_no_graph_and_no_dropout(oracle):
    model, pictures, _ = oracle
    evaluate.evaluate(model, pictures)
    assert model.configs == [(False, False)] * 2


def test_a_class_that_occurs_nowhere_has_no_figure(oracle):
    model, pictures, root = oracle
    matrix, accuracies = evaluate.evaluate(model, SegmentationDataset(str(root), ['b'], 3))
    found = evaluate.report(matrix, accuracies, ('ground', 'road', 'sky'))
    assert [line['IU'] for line in found['classes']] == [None, None, 1.0]
    assert found['mean IU'] == 1.0
    printed = evaluate.table(found).splitlines()
    assert printed[1].split() == ['ground', '0.0%', '-', '-']
    assert '1 of 3 classes occur' in printed[-1]


def test_a_narrow_network_on_somebody_s_data(oracle, untrained, tmp_path, script):
    _, _, root = oracle
    run = untrained('fcn8s', ('ground', 'road', 'sky'))
    (tmp_path / 'list.txt').write_text('a\nb\n')
    status, printed, err = script(
        evaluate.main, run, '--data', root, '--list', tmp_path / 'list.txt'
    )
    assert status == 0, err
    assert read(os.path.join(run, 'evaluation.json'))['pictures'] == 2


def test_the_lists_and_classes_the_run_had(oracle, untrained, tmp_path, script):
    _, _, root = oracle
    (tmp_path / 'names.txt').write_text('this\nthat\nmore\n')
    (tmp_path / 'only.txt').write_text('b\n')
    options = {
        'data': str(root),
        'test_list': str(tmp_path / 'only.txt'),
        'classes': str(tmp_path / 'names.txt'),
    }
    run = untrained('fcn32s', ('this', 'that', 'more'), options)
    # args.json has the names.
    (tmp_path / 'names.txt').unlink()
    status, printed, err = script(evaluate.main, run)
    assert status == 0, err
    found = read(os.path.join(run, 'evaluation.json'))
    assert found['pictures'] == 1 and found['list'].endswith('only.txt')
    assert 'this' in printed


def test_data_of_another_number_of_classes(run, oracle, tmp_path, refused):
    _, _, root = oracle
    line = refused(evaluate.main, run, '--data', root, '--out', tmp_path / 'out.json')
    assert 'mine: has 3 classes' in line and 'trained for 21' in line
    assert not (tmp_path / 'out.json').exists()


def test_data_of_other_classes(oracle, untrained, refused):
    _, _, root = oracle
    line = refused(evaluate.main, untrained('fcn32s', ('ground', 'car', 'sky')), '--data', root)
    assert "class 1 is 'road'" in line and "'car'" in line


def test_data_that_is_not_there(run, tmp_path, refused):
    line = refused(evaluate.main, run, '--data', tmp_path / 'nowhere')
    assert 'nowhere: has no folder JPEGImages' in line


def test_nothing_that_counts(untrained, tmp_path, refused):
    root = str(tmp_path / 'shapes')
    shapes.make(root, number=5, side=40)
    for name in os.listdir(os.path.join(root, 'SegmentationClass')):
        path = os.path.join(root, 'SegmentationClass', name)

        with Image.open(path) as label:
            size = label.size
        Image.new('L', size, 255).save(path)
    run = untrained('fcn32s')
    assert 'no pixel of these labels' in refused(evaluate.main, run, '--data', root)
    assert not os.path.exists(os.path.join(run, 'evaluation.json'))


def test_a_run_that_is_not_over(run, tmp_path, refused):
    copy = str(tmp_path / 'copy')
    shutil.copytree(run, copy)
    os.remove(os.path.join(copy, 'model_final.npz'))
    assert 'model_final.npz' in refused(evaluate.main, copy)


def test_the_trained_network_is_what_is_measured(run, tiny):
    """The figures follow from the predictions of the model file."""
    model = MyFcn32sWithAnySize(21, 2)
    chainer.serializers.load_npz(os.path.join(run, 'model_final.npz'), model)
    test = MiniBatchLoaderWithAnySize(tiny).test
    matrix, (accuracy,) = evaluate.evaluate(model, test)
    x, truth = test[0]
    predicted = model.predict(x[None])[0]
    assert matrix.sum() == (truth >= 0).sum()
    assert numpy.trace(matrix) == (predicted == truth).sum()
    assert accuracy == (predicted == truth)[truth >= 0].mean()
