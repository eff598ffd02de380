"""Folders of pictures on disk: pairs of files, boxes, folders a class, lists; one is written."""
