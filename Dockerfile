# syntax=docker/dockerfile:1

# The page. Its build is the same on every platform, so it runs on ours.
FROM --platform=$BUILDPLATFORM node:20-bookworm-slim AS page
WORKDIR /src/web
COPY web/package.json web/package-lock.json web/.npmrc ./
RUN --mount=type=cache,target=/root/.npm PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci
COPY web/ ./
RUN npm run build

# The binary: static, and compiled across instead of under emulation.
FROM --platform=$BUILDPLATFORM golang:1.26-bookworm AS binary
ARG TARGETOS
ARG TARGETARCH
ARG VERSION
WORKDIR /src
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download
COPY cmd/ cmd/
COPY internal/ internal/
COPY web/embed.go web/embed.go
COPY --from=page /src/web/dist/ web/dist/
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build \
    CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH go build -trimpath -buildvcs=false \
    -ldflags "-s -w -X main.version=$VERSION" -o /out/heynats ./cmd/heynats
# For --demo, which keeps its streams there.
RUN mkdir -m 1777 /out/tmp

# Nothing but the binary and the authorities whose certificates NATS servers
# show. There is no shell and no user to become, and so no HEALTHCHECK: probe
# GET /healthz from outside.
FROM scratch
COPY --from=binary /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=binary /out/ /
USER 65532:65532
EXPOSE 5000
# HeyNATS listens on loopback until it is told otherwise, which in a container is
# the container's own: see compose.yaml for the settings that publishing it needs.
ENTRYPOINT ["/heynats"]
