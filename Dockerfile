# The posts ran in nvidia-docker on EC2; docs/ec2.md has today's host. What is installed stands in
# requirements/locks/, with hashes.
#
#   docker build -t chainer-revisited .                 today's GPUs, and machines without one
#   docker build --target dev -t chainer-revisited:dev .    the same with Jupyter and TensorBoard
#   docker build --target g2 -t chainer-revisited:g2 .      the posts' stack, for EC2's g2

# Python 3.11 to 3.13 on Debian or Ubuntu. CUDA comes as wheels: no nvidia/cuda image is needed,
# whose tags expire.
ARG BASE_IMAGE=python:3.12-slim-bookworm
# Python 3.7. The old Docker on a g2 host refuses the system call clone3: glibc before 2.34.
ARG G2_BASE_IMAGE=python:3.7-slim-bullseye


FROM ${BASE_IMAGE} AS build
# cpu leaves CuPy and CUDA out, 4 GB; gpu-cupy14 is for GPUs that cuDNN 8 does not know (docs/gpu.md).
ARG LOCK=gpu
WORKDIR /build
COPY requirements/locks/build.txt requirements/locks/${LOCK}.txt requirements/locks/
RUN python3 -m venv /opt/venv \
 && /opt/venv/bin/pip install --no-cache-dir --require-hashes -r requirements/locks/build.txt \
 && /opt/venv/bin/pip install --no-cache-dir --require-hashes --no-build-isolation \
      -r "requirements/locks/${LOCK}.txt"
COPY LICENSE pyproject.toml ./
COPY chainer_compat chainer_compat
COPY chainer_accel chainer_accel
RUN /opt/venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation .


FROM ${BASE_IMAGE} AS runtime
WORKDIR /revisited
COPY container/prepare container/prepare
RUN container/prepare
# All GPUs of the host, once its owner lends them (--gpus all).
ENV NVIDIA_VISIBLE_DEVICES=all \
    NVIDIA_DRIVER_CAPABILITIES=compute,utility \
    CHAINER_DATASET_ROOT=/cache/chainer \
    CUPY_CACHE_DIR=/cache/cupy \
    MPLCONFIGDIR=/cache/matplotlib \
    NUMBA_CACHE_DIR=/cache/numba \
    VENV=/opt/venv \
    PATH=/opt/venv/bin:$PATH
COPY --from=build /opt/venv /opt/venv
COPY --chown=chainer . .
RUN container/made
USER 1000
ENTRYPOINT ["tini", "--", "container/start"]
CMD ["python", "-m", "chainer_compat.doctor"]


# The period stack as far as it goes without CUDA: everything on the CPU.
FROM ${G2_BASE_IMAGE} AS g2-cpu
WORKDIR /revisited
COPY container/prepare container/prepare
RUN container/prepare
ENV NVIDIA_VISIBLE_DEVICES=all \
    NVIDIA_DRIVER_CAPABILITIES=compute,utility \
    CHAINER_DATASET_ROOT=/cache/chainer \
    CUPY_CACHE_DIR=/cache/cupy \
    MPLCONFIGDIR=/cache/matplotlib \
    VENV=/opt/venv \
    PATH=/opt/venv/bin:$PATH
COPY requirements/locks/g2-build.txt requirements/locks/g2.txt requirements/locks/
RUN python3.7 -m venv /opt/venv \
 && pip install --no-cache-dir --require-hashes -r requirements/locks/g2-build.txt \
 && pip install --no-cache-dir --require-hashes --no-build-isolation -r requirements/locks/g2.txt
COPY --chown=chainer . .
RUN container/made
USER 1000
ENTRYPOINT ["tini", "--", "container/start"]
CMD ["python", "-m", "chainer_compat.doctor"]


FROM runtime AS dev
USER 0
RUN pip install --no-cache-dir --require-hashes --no-build-isolation -r requirements/locks/dev.txt
USER 1000
EXPOSE 8888 6006
CMD ["jupyter", "lab", "--ip=0.0.0.0", "--port=8888", "--no-browser"]


FROM g2-cpu AS g2
USER 0
RUN container/cuda8
USER 1000


# The last stage is what `docker build .` makes.
FROM runtime AS default
