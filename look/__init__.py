"""A page that looks into networks and at runs as they train: ``python -m look``, docs/look.md.

After Quiver, Keras' page of feature maps that post 003 tried. Of any network of one's own:

    import look
    look.serve(model, 'photographs/', preprocess)
"""

import os

from cli import interrupts

interrupts.end_quietly_while_importing()


def serve(model, pictures, preprocess, classes=None, forward=None, host='127.0.0.1', port=8642):
    """Show a network in the browser, from its input to its output; ends with Ctrl-C.

    Args:
        model (~chainer.Link): Any network, on any device.
        pictures (str, ~pathlib.Path or list of them): A folder of pictures, or files.
        preprocess: From a picture, uint8 (H, W, 3) RGB, to what the network takes, such as float
            (C, H, W), without the batch's axis. Floats become of the type of its weights, whole
            numbers stay what they are. Of a tuple each is an input.
        classes (list of str): Names of the channels of its output, which are taken as scores: the
            page shows their softmax. Of a network that ends with one, name by ``forward`` what
            comes before it.
        forward: From a batch (1, C, H, W), or one of each input, to the output, where that isn't
            ``model(batch)``.
        host (str), port (int): Where to listen. Other hosts than this machine need the token that
            is printed.

    Raises:
        ~cli.errors.UserError: No pictures, or the port is taken.
    """
    # Flask is asked for only where a page is served.
    from look import serving
    from look.inside.networks import Given
    from look.places import Places

    paths = [pictures] if isinstance(pictures, (str, os.PathLike)) else list(pictures)
    given = Given(model, preprocess, classes, forward)
    try:
        serving.serve(Places([], [os.fspath(p) for p in paths]), host, port, given)
    except KeyboardInterrupt:
        print('stopped')
