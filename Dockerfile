# The stand-alone way: Node and the build of `lobby build`, without PostgreSQL (compose.yaml brings one). See docs/operations/deploy.md.
FROM node:22-slim AS build
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN node bin/lobby.mjs build --output /lobby --without-postgres

FROM node:22-slim
ENV LOBBY_ENV=production \
    LOBBY_HOST=0.0.0.0 \
    PORT=4000 \
    LOBBY_DATA_DIR=/data
COPY --from=build /lobby /lobby
RUN mkdir /data && chown node:node /data
USER node
WORKDIR /lobby
VOLUME /data
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/v1/ready`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server.mjs"]
