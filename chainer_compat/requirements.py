"""The part of ``pkg_resources`` that Chainer uses, over ``importlib.metadata`` (Python 3.8).

Names and errors are those of ``pkg_resources``, since Chainer's lines are read with this module
in its place.
"""

from importlib import metadata

from packaging.requirements import Requirement


class ResolutionError(Exception):
    """A requirement is not met by what is installed."""


class DistributionNotFound(ResolutionError):
    """The distribution is not installed."""


class VersionConflict(ResolutionError):
    """The distribution is installed in another version."""


def get_distribution(name):
    """The installed distribution of that name; it has an attribute ``version``."""
    try:
        return metadata.distribution(name)
    except metadata.PackageNotFoundError:
        raise DistributionNotFound(name) from None


def require(*requirements):
    """Check requirements such as ``'numpy>=1.10'``.

    Raises:
        DistributionNotFound: One is not installed.
        VersionConflict: One is installed in a version that does not fit.
    """
    for text in requirements:
        requirement = Requirement(text)
        version = get_distribution(requirement.name).version
        if not requirement.specifier.contains(version, prereleases=True):
            raise VersionConflict(
                '{} {} is installed, not {}'.format(requirement.name, version, text)
            )


class WorkingSet:
    """What is installed in this environment."""

    require = staticmethod(require)
