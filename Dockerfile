# The program and Node.js, for workers and for every other command (docs/operating.md). Nothing secret is in it.
ARG NODE_VERSION=24

FROM node:${NODE_VERSION}-slim AS build
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY schema/ schema/
COPY scripts/ scripts/
COPY src/ src/
RUN npm run build

FROM node:${NODE_VERSION}-slim
# What it keeps to be faster the next time would be gone with the container.
ENV EXPORTER_CACHE=off
WORKDIR /opt/exporter
COPY --from=build /src/dist/exporter.cjs /src/dist/program.cjs /src/dist/postgres.cjs /src/dist/LICENSES.txt ./
# The manifest lies there, and the files come there: a volume that all workers of an API key share.
RUN mkdir /job && chown node:node /job
WORKDIR /job
# `node`, as a number: who starts it can see that it is not root.
USER 1000:1000
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s --retries=3 CMD ["node", "-e", "fetch('http://127.0.0.1:8080/healthz').then((it) => process.exit(it.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/opt/exporter/exporter.cjs"]
CMD ["worker", "--http", "0.0.0.0:8080"]
