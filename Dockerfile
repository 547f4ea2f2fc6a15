# One process of Conv Lab; compose.yaml starts two of them behind nginx.
FROM python:3.13-slim-bookworm AS app
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
# no proxy's word on where a visitor comes from is taken until somebody names one
ENV FORWARDED_ALLOW_IPS=""
WORKDIR /srv/app
COPY requirements.txt requirements-redis.txt ./
# uvloop spares a fifth of the processor time; Streamlit uses it where it finds it
RUN pip install -r requirements-redis.txt uvloop==0.23.0
COPY .streamlit/config.toml .streamlit/config.toml
COPY app.py serve.py ./
COPY conv_core conv_core
COPY store store
COPY lesson lesson
COPY ui ui
COPY pages pages
COPY server server
RUN python -m compileall -q . && useradd --system --uid 10001 --no-create-home convlab \
    && install -d -o convlab -m 700 /var/lib/convlab
USER convlab
EXPOSE 8501
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8501/_stcore/health', timeout=2)"]
CMD ["streamlit", "run", "serve.py", "--server.address=0.0.0.0", "--server.port=8501"]

FROM app AS static
USER root
COPY deploy/static.sh /tmp/static.sh
RUN sh /tmp/static.sh python /srv/convlab

FROM nginx:1.28-bookworm AS proxy
COPY --from=static /srv/convlab /srv/convlab
COPY deploy/nginx.conf /etc/nginx/conf.d/default.conf
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s --retries=3 \
    CMD ["curl", "--fail", "--silent", "--output", "/dev/null", "http://127.0.0.1/_stcore/health"]
