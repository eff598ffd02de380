# One word for each thing a person does. Every target sets up what it needs.

# Python 3.10 to 3.13: `make PYTHON=python3.12 test`
PYTHON ?= python3
# The period stack's interpreter, if there is one.
PYTHON37 ?= python3.7
VENV ?= .venv

BIN = $(VENV)/bin
PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check
OURS = $(wildcard chainer_compat/*.py chainer_compat/*/*.py chainer_compat/*/*/*.py chainer_accel/*.py chainer_accel/*/*.py) \
       chainer_compat/chainer_compat.pth pyproject.toml

.DEFAULT_GOAL := help
.PHONY: help setup demo fcn-chain test lint chainer-tests chainermn-tests fast mpi look look-test look-pictures bench test-extras test-g2 gpu-libraries-test gpu-check doctor image-check lock clean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(VENV)/ready  ## the environment in .venv/, which every other target makes by itself

# Narrow networks and few pictures, so that it takes minutes; killed, it goes on where it was. Such
# small arrays gain nothing from BLAS's threads: the posts run side by side instead.
demo: $(VENV)/ready  ## the main job: train the posts' networks here, on a CPU, and show what came out (6 minutes)
	@OPENBLAS_NUM_THREADS=1 $(MAKE) --no-print-directory -j3 $(DEMO)/index.html
	@echo "look at $(DEMO)/index.html"

DEMO = runs/demo
resume = $(if $(wildcard $(1)/snapshot_*),--resume)

$(DEMO)/vggnet/model_final.npz: | $(VENV)/ready
	$(BIN)/python -m train.vggnet --width 16 -b 16 --number 2400 -e 6 -o $(@D) $(call resume,$(@D))

$(DEMO)/fcn32s/model_final.npz: $(DEMO)/vggnet/model_final.npz
	$(BIN)/python -m train.fcn32s --init-weights $< -e 6 -o $(@D) $(call resume,$(@D))

$(DEMO)/cells/made.json: | $(VENV)/ready
	$(BIN)/python -m data.cells $(@D) --number 40 --side 100

$(DEMO)/unet/model_final.npz: $(DEMO)/cells/made.json
	$(BIN)/python -m train.unet --data $(DEMO)/cells --width 8 -e 14 -o $(@D) $(call resume,$(@D))

$(DEMO)/unet/cells.txt: $(DEMO)/unet/model_final.npz
	$(BIN)/python -m predict.evaluate $(@D) > $@

$(DEMO)/segnet/model_final.npz: $(DEMO)/cells/made.json
	$(BIN)/python -m train.segnet --data $(DEMO)/cells --width 16 -b 4 -e 36 -o $(@D) $(call resume,$(@D))

$(DEMO)/fashion_mnist/model_final.npz: | $(VENV)/ready
	$(BIN)/python -m train.fashion_mnist -o $(@D) $(call resume,$(@D))

$(DEMO)/spp_net/model_final.npz: | $(VENV)/ready
	$(BIN)/python -m train.spp_net --number 480 --width 16 --sizes 96 80 -e 7 --loaders 0 -o $(@D) $(call resume,$(@D))

# On features that the clone holds: from nothing it would take hours.
$(DEMO)/yolo/model_final.npz: results/voc2012/imagenet_0/model_final.npz | $(VENV)/ready
	$(BIN)/python -m train.yolo --variant squeezenet --init-weights $< --copied-rate 0 --size 224 -b 8 -e 3 -o $(@D) $(call resume,$(@D))

$(DEMO)/yolo/found.txt: $(DEMO)/yolo/model_final.npz
	$(BIN)/python -m predict.evaluate_detection $(@D) > $@

$(DEMO)/lstm_sine/model_final.npz: | $(VENV)/ready
	$(BIN)/python -m train.lstm_sine --start chainer7 --hidden-units 4 --lr 0.003 -e 5000 -o $(@D) $(call resume,$(@D))

$(DEMO)/lstm_sine/prediction.png: $(DEMO)/lstm_sine/model_final.npz
	$(BIN)/python -m predict.lstm_sine $(@D)

$(DEMO)/skip_gram/vectors.txt: | $(VENV)/ready
	$(BIN)/python -m train.skip_gram --corpus planted --min-count 1 --units 20 -b 200 --lr 0.02 -e 4 -o $(@D) $(call resume,$(@D))

$(DEMO)/skip_gram/words.png: $(DEMO)/skip_gram/vectors.txt
	$(BIN)/python -m predict.word_map --arrows --overwrite -o $@ $< france paris japan tokyo italy rome egypt cairo spain madrid norway oslo
	$(BIN)/python -m predict.nearest_words --analogy $< france paris japan france paris italy france paris egypt > $(@D)/nearest.txt

$(DEMO)/photograph/chelsea_overlay.png: results/voc2012/imagenet_0/model_final.npz | $(VENV)/ready
	$(BIN)/python -m predict.segmentation --overwrite -o $(@D) $(<D) results/voc2012/chelsea.jpg

# 65 layers find little in minutes: DeepLabv3+ is shown as it was trained on CamVid.
KEPT = results/deeplab/trained/all_1

$(DEMO)/index.html: $(DEMO)/photograph/chelsea_overlay.png $(DEMO)/fcn32s/model_final.npz $(DEMO)/segnet/model_final.npz $(DEMO)/unet/cells.txt $(DEMO)/spp_net/model_final.npz $(DEMO)/yolo/found.txt $(DEMO)/fashion_mnist/model_final.npz $(DEMO)/lstm_sine/prediction.png $(DEMO)/skip_gram/words.png
	$(BIN)/python -m report.page $(DEMO) --pictures $(DEMO)/photograph $(addprefix $(DEMO)/,fcn32s segnet unet spp_net yolo fashion_mnist lstm_sine skip_gram) $(KEPT)

# Three processes of one BLAS thread each get more done than one after the other with all cores.
fcn-chain: | $(VENV)/ready  ## VGGNet, then FCN-32s, 16s and 8s from it, three seeds: results/fcn_chain (half an hour)
	@OPENBLAS_NUM_THREADS=1 $(MAKE) --no-print-directory -j3 $(CHAIN)/done

CHAIN = runs/fcn_chain
SEEDS = 0 1 2
CHAINED = $(foreach network,fcn32s fcn16s fcn8s,$(SEEDS:%=$(CHAIN)/$(network)_%))
.SECONDARY:

$(CHAIN)/vggnet/model_final.npz: | $(VENV)/ready
	$(BIN)/python -m train.vggnet --width 16 -b 16 --number 2400 -e 12 -o $(@D) $(call resume,$(@D))

$(CHAIN)/fcn32s_%/model_final.npz: $(CHAIN)/vggnet/model_final.npz
	$(BIN)/python -m train.fcn32s --seed $* --init-weights $< -e 12 -o $(@D) $(call resume,$(@D))

$(CHAIN)/fcn16s_%/model_final.npz: $(CHAIN)/fcn32s_%/model_final.npz
	$(BIN)/python -m train.fcn16s --seed $* --init-weights $< -e 6 -o $(@D) $(call resume,$(@D))

$(CHAIN)/fcn8s_%/model_final.npz: $(CHAIN)/fcn16s_%/model_final.npz
	$(BIN)/python -m train.fcn8s --seed $* --init-weights $< -e 6 -o $(@D) $(call resume,$(@D))

$(CHAIN)/%/evaluation.json: $(CHAIN)/%/model_final.npz
	$(BIN)/python -m predict.evaluate $(@D) > $(@D)/evaluation.txt

$(CHAIN)/done: $(CHAINED:%=%/evaluation.json)
	$(BIN)/python -m report.keep $(CHAINED) --out results/fcn_chain
	$(BIN)/python -m report.spread $(CHAINED) --out results/fcn_chain/spread.md
	$(BIN)/python -m report.compare $(foreach network,fcn32s fcn16s fcn8s,results/fcn_chain/$(network)_0) --out results/fcn_chain
	$(BIN)/python -m predict.figure $(CHAIN)/fcn32s_0 $(CHAIN)/fcn16s_0 $(CHAIN)/fcn8s_0 --overwrite -o results/fcn_chain/figure.png
	@touch $@

test: $(VENV)/ready-dev  ## the tests, on NumPy alone
	# One thread a test process: BLAS threads of several processes stand in each other's way.
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m pytest -n auto

lint: $(VENV)/ready-dev  ## style and common mistakes
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

chainer-tests: .venv-chainer-tests/ready  ## Chainer's own CPU tests: make chainer-tests CHAINER_SRC=DIR (a checkout of v7.8.1)
	@test -n "$(CHAINER_SRC)" || { echo 'say where a checkout of chainer/chainer at v7.8.1 is: make chainer-tests CHAINER_SRC=DIR'; exit 1; }
	.venv-chainer-tests/bin/python tests/upstream/run.py $(CHAINER_SRC) --out results/chainer_tests.json
	.venv-chainer-tests/bin/python -m tests.upstream.table

chainermn-tests: .venv-chainer-tests/ready  ## the same for ChainerMN, with mpiexec in two processes
	@test -n "$(CHAINER_SRC)" || { echo 'say where a checkout of chainer/chainer at v7.8.1 is: make chainermn-tests CHAINER_SRC=DIR'; exit 1; }
	.venv-chainer-tests/bin/python -m pip install --quiet --disable-pip-version-check -r requirements/mpi.txt
	.venv-chainer-tests/bin/python tests/upstream/run_several.py $(CHAINER_SRC) --out results/chainermn_tests.json
	.venv-chainer-tests/bin/python -m tests.upstream.table_several

fast: $(VENV)/ready  ## adds chainer_accel's compiled kernels to the environment, and compiles them
	$(PIP) -r requirements/fast.txt
	$(BIN)/python -m chainer_accel

mpi: $(VENV)/ready  ## adds MPI to the environment: mpiexec, for --communicator (docs/several-machines.md)
	$(PIP) -r requirements/mpi.txt

LOOK ?= runs $(wildcard runs/data/shapes)
look: $(VENV)/ready $(VENV)/look  ## networks from the inside and runs as they train, in the browser (LOOK="runs photographs --port 8000")
	@if [ -d runs ]; then exec $(BIN)/python -m look $(LOOK); fi; $(LOOK_FIRST)

# Where nothing was trained yet, something begins to, so that there is something to look at; it ends
# with the page, since a shell keeps Ctrl-C from what it starts in the background.
LOOK_FIRST = $(BIN)/python -m data.shapes runs/data/shapes --number 60 --side 96 || exit; \
  $(BIN)/python -m train.fcn_squeeze --width 24 -b 1 -e 60 --loaders 0 --data runs/data/shapes -o runs/first >runs/first.txt 2>&1 & \
  trap "kill $$! 2>/dev/null" EXIT INT TERM; \
  $(BIN)/python -m look runs runs/data/shapes

look-test:  ## the page in a real browser, where there is a Chromium or one can be installed
	@chromium=$$(tests/look/browser/chromium) || exit 0; \
	  $(MAKE) --no-print-directory VENV=.venv-extras .venv-extras/ready-dev .venv-extras/look-test && \
	  OPENBLAS_NUM_THREADS=1 LOOK_CHROMIUM=$$chromium .venv-extras/bin/python -m pytest tests/look/browser

look-pictures: $(VENV)/ready $(VENV)/look-test  ## the pictures of the page in both READMEs: make look-pictures LOOK="RUN PICTURES"
	$(BIN)/python -m tests.look.browser.pictures $$(tests/look/browser/chromium) $(LOOK)

bench: fast  ## times the works against PyTorch and gensim, and where a step goes: results/bench.json, results/where.md and the tables
	$(PIP) -r requirements/bench.txt
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.table
	$(BIN)/python -m benchmarks.where --overwrite --out results/where.md

test-extras:  ## the same tests with everything optional there: Numba, ONNX Runtime, Jupyter, gensim
	@$(MAKE) --no-print-directory VENV=.venv-extras .venv-extras/extras test

test-g2: .venv-g2/ready  ## the same tests on the period stack (Python 3.7)
	OPENBLAS_NUM_THREADS=1 .venv-g2/bin/python -m pytest -n auto

# Each list in an environment of its own: they have different versions of CuPy.
gpu-libraries-test:  ## CuPy, CUDA and cuDNN without a GPU, as the two lists for one install them (4 GB of wheels each)
	@for list in gpu gpu-cupy14; do \
	  $(MAKE) --no-print-directory VENV=.venv-$$list .venv-$$list/ready-dev .venv-$$list/$$list && \
	  .venv-$$list/bin/python -m pytest tests/chainer_compat/test_gpu_libraries.py && \
	  .venv-$$list/bin/python -m chainer_compat.doctor || exit; done

# Asks for the driver before it fetches the 4 GB of each side.
gpu-check: $(VENV)/ready  ## the GPU against NumPy and PyTorch: results/gpu.json and the tables of it (CHAINER_SRC=DIR: Chainer's own GPU tests too)
	@$(BIN)/python -m chainer_compat.doctor.driver
	@list=$$($(BIN)/python -m chainer_compat.doctor.cudnn) && list=$$(basename $$list .txt) && \
	  $(MAKE) --no-print-directory VENV=.venv-$$list .venv-$$list/ready-dev .venv-$$list/$$list && \
	  $(MAKE) --no-print-directory VENV=.venv-torch .venv-torch/ready .venv-torch/gpu-torch && \
	  $(if $(CHAINER_SRC),.venv-$$list/bin/python -m pip install --quiet --disable-pip-version-check --no-build-isolation -r tests/upstream/requirements.txt &&) \
	  { .venv-$$list/bin/python -m benchmarks.gpu_check --torch .venv-torch/bin/python $(if $(CHAINER_SRC),--chainer-src $(CHAINER_SRC)); status=$$?; \
	    .venv-$$list/bin/python -m benchmarks.gpu_check.table && exit $$status; }

doctor: $(VENV)/ready  ## what is installed here, and what will run where
	$(BIN)/python -m chainer_compat.doctor

LOCK ?= gpu
# And aarch64, which an emulator runs, slowly.
IMAGES ?= default dev
MOUNT ?=
image-check:  ## build the images without Docker, run the tests in them: results/image_check.json (Debian, root; IMAGES=default LOCK=cpu: no CUDA; MOUNT=pip.conf ...)
	@for image in $(IMAGES); do $(PYTHON) -m container.check $$image --lock $(LOCK) --mount $(MOUNT) || exit; done
	@prefix=$$($(PYTHON37) -c 'import sys; print(sys.base_prefix)') || { echo 'no Python 3.7 here: the image g2 was not built'; exit 0; }; \
	  $(PYTHON) -m container.check g2 --python37 $$prefix --mount $(MOUNT)
	$(PYTHON) -m container.table

# Today's images by rules for Linux and every Python from 3.11 on, the period's for its one.
lock: .venv-lock/bin/uv  ## write requirements/locks/*.txt, what the images install, from requirements.txt and requirements/
	@for name in build cpu gpu gpu-cupy14 dev; do \
	  $< pip compile --quiet --universal --python-version 3.11 requirements/locks/$$name.in -o requirements/locks/$$name.txt || exit; done
	@for name in g2-build g2; do \
	  $< pip compile --quiet --python-version 3.7 --python-platform x86_64-manylinux2014 requirements/locks/$$name.in -o requirements/locks/$$name.txt || exit; done

clean:  ## remove the environments (runs/ and results/ stay)
	rm -rf .venv .venv-extras .venv-g2 .venv-chainer-tests .venv-lock .venv-gpu .venv-gpu-cupy14 .venv-torch

$(VENV)/base: requirements.txt
	@echo "setting up $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(not (3, 10) <= v <= (3, 13) and \
	  "Python 3.10 to 3.13 is needed, this is {}.{}: make PYTHON=python3.12 ...".format(*v))'
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) setuptools==80.10.2 wheel==0.48.0
	@$(PIP) --no-build-isolation -r requirements.txt
	@touch $@

$(VENV)/ready: $(VENV)/base $(OURS)
	@$(PIP) --no-deps --force-reinstall .
	@touch $@

$(VENV)/dev: $(VENV)/base requirements/dev.txt
	@$(PIP) --no-build-isolation -r requirements/dev.txt
	@touch $@

$(VENV)/extras: $(VENV)/dev requirements/extras.txt
	@$(PIP) --no-build-isolation -r requirements/extras.txt
	@touch $@

$(VENV)/look $(VENV)/look-test: $(VENV)/look%: $(VENV)/base requirements/look%.txt requirements/look.txt
	@$(PIP) --no-build-isolation -r requirements/$(@F).txt
	@touch $@

$(VENV)/gpu $(VENV)/gpu-cupy14: $(VENV)/gpu%: $(VENV)/base requirements/gpu%.txt requirements/cuda12.txt
	@$(PIP) --no-build-isolation -r requirements/$(@F).txt
	@touch $@

$(VENV)/gpu-torch: $(VENV)/base requirements/gpu-torch.txt
	@$(PIP) --no-build-isolation -r requirements/gpu-torch.txt
	@touch $@

$(VENV)/ready-dev: $(VENV)/ready $(VENV)/dev
	@touch $@

.venv-g2/ready: requirements/g2.txt requirements/g2-dev.txt
	@echo "setting up .venv-g2 with $$($(PYTHON37) --version)"
	@$(PYTHON37) -m venv .venv-g2
	@.venv-g2/bin/python -m pip install --quiet --disable-pip-version-check setuptools==59.8.0 wheel==0.42.0
	@.venv-g2/bin/python -m pip install --quiet --disable-pip-version-check --no-build-isolation -r requirements/g2-dev.txt
	@touch $@

.venv-chainer-tests/ready: requirements.txt tests/upstream/requirements.txt $(OURS)
	@$(PYTHON) -m venv .venv-chainer-tests
	@.venv-chainer-tests/bin/python -m pip install --quiet --disable-pip-version-check setuptools==80.10.2 wheel==0.48.0
	@.venv-chainer-tests/bin/python -m pip install --quiet --disable-pip-version-check --no-build-isolation -r requirements.txt -r tests/upstream/requirements.txt
	@.venv-chainer-tests/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --force-reinstall .
	@touch $@

.venv-lock/bin/uv:
	@$(PYTHON) -m venv .venv-lock
	@.venv-lock/bin/python -m pip install --quiet --disable-pip-version-check uv==0.13.9
