import { agentsOf, type SettingsReader } from './read-settings';
import { sandboxOf } from './sandbox-settings';

/**
 * The image that OpenClaw's sandbox runs in where the settings name none: the same in 2026.5.28, 2026.7.1, 2026.8.2 and
 * 2026.9.6 (docs/gateway/sandboxing, "Images and setup"). It is neither fetched nor replaced by another: without it
 * every turn ends with "Sandbox image not found".
 */
export const SANDBOX_IMAGE = 'openclaw-sandbox:bookworm-slim';

/** The image of the sandbox's own browser, where the settings name none (dist of 2026.9.6: agents/sandbox/config). */
export const BROWSER_IMAGE = 'openclaw-sandbox-browser:bookworm-slim';

/**
 * `debian:bookworm-slim` by the digest that OpenClaw's own repository pins for this image
 * (openclaw/openclaw, scripts/docker/sandbox/Dockerfile, commit 1320b595). A registry or mirror can't pass off another.
 */
export const SANDBOX_BASE =
  'docker.io/library/debian@sha256:f9c6a2fd2ddbc23e336b6257a5245e31f996953ef06cd13a59fa0a1df2d5c252';

/**
 * How that image is made, from its base: word for word what the packages of those four releases print for an
 * installation by npm, which comes without the repository's scripts (docs/gateway/sandboxing, "Build the default image").
 */
export const SANDBOX_STEPS = `ENV DEBIAN_FRONTEND=noninteractive
RUN apt-get update && apt-get install -y --no-install-recommends \\
  bash ca-certificates curl git jq python3 ripgrep \\
  && rm -rf /var/lib/apt/lists/*
RUN useradd --create-home --shell /bin/bash sandbox
USER sandbox
WORKDIR /home/sandbox
CMD ["sleep", "infinity"]
`;

/** Names of the images without which some agent's tools can't work in the sandbox, with what the settings say of it. */
export function sandboxImages(reader: SettingsReader): readonly string[] {
  const names = agentsOf(reader).map(
    ({ path }) => reader.text(sandboxOf(reader, path).place('docker.image')) ?? SANDBOX_IMAGE,
  );
  return [...new Set(names)];
}

/** One spelling for the names that engines keep: `localhost/x:1` (Podman) and `docker.io/library/x:1` are both `x:1`. */
export const imageName = (name: string): string => {
  const short = name.replace(/^(?:localhost|docker\.io\/library|docker\.io)\//, '');
  return /[:@]/.test(short.slice(short.lastIndexOf('/') + 1)) ? short : `${short}:latest`;
};
