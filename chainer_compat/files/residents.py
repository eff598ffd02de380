"""What lives on a device without being a link: samplers and trees of the loss links."""


def add(device_resident):
    """Let the classes of the module ``chainer.device_resident`` take older attributes."""

    def set_state(self, state):
        device_resident.DeviceResident.__init__(self)
        self.__dict__.update(state)
        if 'paths' in state and 'parser_size' not in state:
            # The number of inner nodes of a tree of words.
            self.parser_size = int(self.paths.max()) + 1

    device_resident.DeviceResident.__setstate__ = set_state
