import { DEFAULT_PORTS } from '../../openclaw/endpoint';
import { namesOpenClaw } from '../../openclaw/install-places';
import { proxyProgram } from '../../openclaw/proxy-programs';
import { isTunnelProgram } from '../../openclaw/tunnel-programs';

/** What an engine's own list tells of a container besides its image. */
export interface ContainerSigns {
  readonly name: string;
  readonly image: string;
  /** Its command line, as one text. */
  readonly command: string;
  /** Ports inside or outside, as the engine writes them: `127.0.0.1:18789->18789/tcp`. */
  readonly ports: string;
  /** `a=b,c=d`. */
  readonly labels: string;
  /** Volumes and folders that it has, by their sources or goals. */
  readonly mounts: string;
}

/** What people run beside OpenClaw, often under its name: stores, proxies, the tools' own sandbox, helpers that end. */
const BESIDE =
  /sandbox|sbx|postgres|mysql|mariadb|mongo|redis|valkey|memcache|qdrant|chroma|milvus|weaviate|ollama|litellm|vllm|searx|browserless|chrome|chromium|selenium|playwright|novnc|watchtower|portainer|grafana|prometheus|loki|promtail|backup|exporter|mailpit|minio|cloudflared|ngrok|tailscale|wireguard|socat|nginx|caddy|traefik|haproxy|envoy|apache|httpd|certbot|squid|proxy|tunnel|dind|busybox/i;

/** The last part of an image's name, without registry, tag and digest. */
const bare = (image: string) =>
  (image.split('@')[0] ?? '')
    .replace(/:[^/:]*$/, '')
    .split('/')
    .at(-1) ?? '';

/** A command that runs OpenClaw: its name as a program or package, or its built entry with a verb of its own. */
const RUNS =
  /(^|[\s"'/=])(openclaw|clawdbot|moltbot)(@[\w.-]+)?(\.mjs)?(?=$|[\s"'])|\b(dist\/(index|entry)\.m?js|openclaw\.mjs)["']?\s+["']?(gateway|node)\b|\bgateway\s+["']?(run\b|--(bind|port|allow-unconfigured|auth))/i;

const label = (labels: string, name: string): string =>
  labels
    .split(',')
    .find((each) => each.startsWith(`${name}=`))
    ?.slice(name.length + 1) ?? '';

/**
 * Whether a container holds OpenClaw by what it runs, publishes and has, and not by its image's name alone: compose calls
 * what it builds `<project>-<service>` (docs.docker.com/compose, "image"), and anybody may wrap it in an image of their own.
 */
export function showsOpenClaw({ name, image, command, ports, labels, mounts }: ContainerSigns): boolean {
  const own = bare(image);
  const service = label(labels, 'com.docker.compose.service');
  // A proxy or a store beside it may publish its port, bear its project's name and mount its folder.
  if (BESIDE.test(own) || BESIDE.test(service) || proxyProgram(own) !== null || isTunnelProgram(own))
    return false;
  if (RUNS.test(command)) return true;
  if (BESIDE.test(name) || /[-_]cli([-_]|$)/i.test(service)) return false;
  const published = new RegExp(`(?<!\\d)(${DEFAULT_PORTS.join('|')})(?!\\d)`).test(ports);
  const keeps = /\.(openclaw|clawdbot|moltbot)(?=$|[\s,/:"'])/.test(mounts);
  return published || keeps || [own, service, name].some(namesOpenClaw);
}
