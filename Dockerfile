# One image for web and workers: `--only` decides which half a container runs.
FROM node:24-bookworm-slim AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json ./
COPY scripts/generate-client.mjs scripts/
RUN npm ci --no-audit --no-fund
COPY . .
RUN node scripts/build.mjs && npm prune --omit=dev --no-save --ignore-scripts --no-audit --no-fund

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 HOST=0.0.0.0 DATA_DIR=/data
COPY --from=build /app ./
# Next keeps what it renders beside its build; nothing else in /app is written to.
RUN mkdir /data && chown -R node:node /data .build .next
USER node
VOLUME /data
EXPOSE 3000
CMD ["node", "scripts/start.mjs", "--only", "web"]
