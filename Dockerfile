# Hearth in a container: `docker build -t hearth .`, then
# `docker run -p 3000:3000 -v hearth:/hearth/storage hearth`.
# For amd64 and arm64: the build installs the runtime of its own platform.

FROM node:22-bookworm-slim AS build
WORKDIR /hearth

# Copied before the code, so that a change of the code keeps this layer cached.
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund \
 && (cd node_modules/bun && node install.js) \
 && mv node_modules/bun/bin/bun.exe /usr/local/bin/bun \
 && rm -r node_modules/bun node_modules/@oven node_modules/.bin \
          node_modules/lucide-static/dist node_modules/lucide-static/font

COPY tsconfig.json ./
COPY bin/bundle bin/hearth bin/
COPY src src

# Bundles the server and the browser's assets outside of the volume.
ENV NODE_ENV=production HEARTH_CACHE=/hearth/cache
RUN bin/bundle
RUN bun -e 'import { parseConfig } from "./src/config"; import { loadAssets } from "./src/platform/assets/assets"; await loadAssets({ cacheDir: parseConfig(process.env).cache })'


FROM debian:bookworm-slim
WORKDIR /hearth

# For previews of videos, PDFs, and HEIC, AVIF and TIFF pictures; without them, Hearth shows only the file names.
RUN apt-get update \
 && apt-get install -y --no-install-recommends ffmpeg poppler-utils libvips-tools \
 && rm -rf /var/lib/apt/lists/*

RUN groupadd --gid 1000 hearth \
 && useradd --uid 1000 --gid 1000 --home-dir /hearth --shell /usr/sbin/nologin hearth \
 && install -d -o hearth -g hearth -m 0700 /hearth/storage

COPY --from=build /usr/local/bin/bun /usr/local/bin/bun
COPY --from=build --chown=1000:1000 /hearth/cache cache
COPY --from=build /hearth/node_modules node_modules
COPY --from=build /hearth/package.json /hearth/package-lock.json /hearth/tsconfig.json ./
COPY --from=build /hearth/src src
COPY --from=build /hearth/bin/hearth bin/hearth
COPY --from=build /hearth/build build

ARG APP_VERSION=
ARG GIT_REVISION=
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    HEARTH_STORAGE=/hearth/storage \
    HEARTH_CACHE=/hearth/cache \
    APP_VERSION=$APP_VERSION \
    GIT_REVISION=$GIT_REVISION

USER 1000:1000
VOLUME /hearth/storage
EXPOSE 3000

HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["bun", "-e", "const { ok } = await fetch(`http://127.0.0.1:${process.env.PORT}/up`); process.exit(ok ? 0 : 1)"]

# The exec form, so that SIGTERM reaches Hearth and it can drain.
CMD ["bun", "build/server.js"]
