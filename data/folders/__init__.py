"""Folders of pictures with labels on disk: pairs of files, lists of names, VOC's layout written."""
