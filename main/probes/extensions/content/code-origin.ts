import { type Address, rankOf } from './hosts';
import type { HostRank, Surroundings } from './types';

/** Anybody can lay code there: only a path that fits the extension, or a project that everybody knows, is believed. */
const HOSTING =
  /(?:^|(?<!^api)\.)(?:github\.com|githubusercontent\.com|github\.io|gitlab\.com|gitee\.com|bitbucket\.org|huggingface\.co|amazonaws\.com|vercel\.app|netlify\.app|pages\.dev|workers\.dev|googleapis\.com|dropbox\.com|discord\.com|discordapp\.com)$/;
const PROJECTS =
  /^\/(?:nvm-sh|homebrew|ohmyzsh|pyenv|rbenv|astral-sh|oven-sh|denoland|rust-lang|openclaw|moltbot|clawdbot|steipete|docker|helm|kubernetes|k3s-io|derailed|junegunn|cli|microsoft|google|googleapis|aws|azure|vercel|anthropics|openai|nodejs|python|golang|ollama|ggerganov|ggml-org|yt-dlp|ffmpeg|git-lfs|jqlang|stedolan|mikefarah|burntsushi|sharkdp|ajeetdsouza|starship|cloudflare|hashicorp|foundry-rs|jesseduffield|golangci|goreleaser|sigstore|anchore|aquasecurity|gitleaks|trufflesecurity|creationix|tj|asdf-vm|jdx|nix-community|DeterminateSystems|jetify-com|supabase|zed-industries|neovim|tmux-plugins|koalaman|mvdan|dandavison|eza-community|charmbracelet|prefix-dev|conda-forge|mamba-org|pypa|python-poetry|pdm-project|acme|acmesh-official|babashka|rclone|tailscale|saghul|ruby|rvm|sdkman|flyctl|superfly|railwayapp|denoland|pnpm|volta-cli|fnm|schniz|tj|gitpod-io|coder|grafana|prometheus|netdata|pi-hole|home-assistant|syncthing|restic|borgbackup|jellyfin|immich-app|langchain-ai|huggingface|openai|google-gemini|qwenlm|deepseek-ai|comfyanonymous|automatic1111)\//i;

/** As `rankOf`, for code that is fetched to be run. */
export function codeRank(address: Address, around: Surroundings): HostRank {
  const { host, path } = address;
  const rank = rankOf(address, around);
  if (rank !== 'known' || !HOSTING.test(host)) return rank;
  if (PROJECTS.test(path)) return 'known';
  const parts = path.toLowerCase().split('/').slice(1, 3);
  const about = [...around.about].filter((each) => each.length > 4);
  return parts.some(
    (part) =>
      around.about.has(part) ||
      about.some((each) => part.includes(each) || (part.length > 4 && each.includes(part))),
  )
    ? 'related'
    : 'named';
}
