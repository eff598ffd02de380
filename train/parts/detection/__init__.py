"""What YOLO trains with besides: batches, the test with mean average precision, drawn examples."""
