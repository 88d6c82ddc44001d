/**
 * Gives Dockerfile number `index` of a corpus: the same text for the same number. Four shapes as teams write them (Node,
 * Python, Go, Java), with versions, names and packages that differ by number, so that nothing can be cached by content.
 */
export function dockerfileNumber(index: number): string {
  const shape = shapes[index % shapes.length] ?? nodeService;
  return shape(index);
}

const shapes = [nodeService, pythonService, goService, javaService];

function nodeService(index: number): string {
  return `FROM node:${18 + (index % 5)}-bullseye AS build
WORKDIR /srv/app-${index}
COPY . .
RUN apt-get update && apt-get install -y python3 make g++ libvips-dev && rm -rf /var/lib/apt/lists/*
RUN npm install && npm run build:${index} && rm -rf node_modules && npm install --production
FROM node:${18 + (index % 5)}-slim
ENV NODE_ENV=production PORT=${3000 + index} DB_PASSWORD=\${DB_PASSWORD}
COPY --from=build /srv/app-${index}/dist ./dist
COPY --from=build /srv/app-${index}/node_modules ./node_modules
EXPOSE ${3000 + index}
CMD node dist/server-${index}.js
`;
}

function pythonService(index: number): string {
  return `FROM python:3.${8 + (index % 6)}
MAINTAINER team-${index}@example.com
ENV PYTHONUNBUFFERED 1
RUN set -ex; \\
    apt-get update; \\
    apt-get install -y --no-install-recommends gcc libpq-dev=${index % 17}.* curl; \\
    # headers are needed for the build alone
    for package in psycopg2 uwsgi==2.0.${index % 29}; do pip install "$package"; done; \\
    if [ -f /tmp/extra-${index}.txt ]; then pip install -r /tmp/extra-${index}.txt; fi
ADD requirements.txt /code/requirements.txt
RUN pip install --no-cache-dir -r /code/requirements.txt && cd /code && python setup.py install
ADD . /code
WORKDIR /code
RUN curl -sSL https://get.example.com/install-${index}.sh | sh
HEALTHCHECK --interval=30s CMD curl -f http://localhost:8000/health-${index} || exit 1
ENTRYPOINT ["uwsgi", "--ini", "/code/uwsgi-${index}.ini"]
`;
}

function goService(index: number): string {
  return `# syntax=docker/dockerfile:1
ARG GO_VERSION=1.${20 + (index % 5)}
FROM --platform=$BUILDPLATFORM golang:\${GO_VERSION}-alpine AS build
ARG TARGETOS TARGETARCH
RUN apk add --no-cache git ca-certificates tzdata && update-ca-certificates
WORKDIR /src/module-${index}
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download
COPY . .
RUN --mount=type=cache,target=/root/.cache/go-build CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH \\
    go build -ldflags "-s -w -X main.version=0.${index}" -o /out/service-${index} ./cmd/service
FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /out/service-${index} /service
USER 65532:65532
ENTRYPOINT ["/service"]
`;
}

function javaService(index: number): string {
  return `FROM centos:7
LABEL maintainer="ops-${index}" version=1.${index}
RUN yum -y update
RUN yum install -y java-11-openjdk-devel-11.0.${index % 20} unzip which && yum clean all
RUN useradd -u ${100000 + index} app-${index} && mkdir -p /opt/app-${index} && chown -R app-${index} /opt/app-${index}
COPY target/*.jar /opt/app-${index}/
ADD https://example.com/agents/agent-${index}.jar /opt/agent.jar
RUN <<EOF
cat > /opt/app-${index}/run.sh <<'SCRIPT'
exec java $JAVA_OPTS -jar /opt/app-${index}/service.jar "$@"
SCRIPT
chmod 777 /opt/app-${index}/run.sh
EOF
USER app-${index}
WORKDIR opt/app-${index}
ENTRYPOINT ./run.sh --profile=prod-${index}
`;
}
