from chainer_accel.ahead import main

if __name__ == '__main__':
    main()
