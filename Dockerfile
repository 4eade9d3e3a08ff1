# The team server and its workers; the desktop program needs none of this. See docs/team-server.md.
FROM debian:12-slim AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends python3 python3-venv \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY resources resources
COPY transcritor_gui transcritor_gui
# s3fs for a spool in an object store (TRANSCRITOR_SPOOL_URL=s3://...). The window's libraries are left out again:
# the server opens none. Debian's own pip knows no --build-constraint, so the one of constraints.txt comes first.
RUN python3 -m venv /opt/transcritor \
    && /opt/transcritor/bin/pip install --no-cache-dir -c constraints.txt --upgrade pip \
    && /opt/transcritor/bin/pip install --no-cache-dir -c constraints.txt --build-constraint constraints.txt '.[team]' s3fs \
    && /opt/transcritor/bin/pip uninstall -y PySide6-Essentials shiboken6

FROM debian:12-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends python3 poppler-utils ghostscript \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin transcritor \
    && install -d -o transcritor -g transcritor /data /spool
COPY --from=build /opt/transcritor /opt/transcritor
ENV PATH=/opt/transcritor/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    ORT_DISABLE_TELEMETRY=1 \
    LANG=C.UTF-8 \
    TRANSCRITOR_HOME=/data \
    TRANSCRITOR_SPOOL_URL=/spool
USER transcritor
VOLUME ["/data", "/spool"]
EXPOSE 8000
CMD ["transcritor", "serve", "--host", "0.0.0.0"]
