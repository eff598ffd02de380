"""What has changed in Chainer since its old versions; one module each."""
