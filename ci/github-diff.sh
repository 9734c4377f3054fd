#!/usr/bin/env bash
# One step of action.yml: compares with the base, annotates, writes the job's summary and the step's outputs.
# Findings do not end it: a later step does, so that the comment is written first. Whatever keeps it from comparing does.
set -euo pipefail

base="${CONCORDAT_BASE:-}"
if [ -z "$base" ] && [ -n "${GITHUB_BASE_REF:-}" ]; then
  base="origin/$GITHUB_BASE_REF"
  # Checkouts are shallow unless told otherwise: fetch the one commit that is needed.
  if ! git rev-parse --verify --quiet "$base^{commit}" >/dev/null; then
    git fetch --quiet --no-tags --depth=1 origin "+refs/heads/$GITHUB_BASE_REF:refs/remotes/origin/$GITHUB_BASE_REF"
  fi
fi
if [ -z "$base" ]; then
  base="${CONCORDAT_BEFORE:-}"
  # The first push of a branch comes after nothing.
  if [ -z "$base" ] || [ -z "${base//0/}" ]; then
    echo "::error::concordat does not know what to compare with: set the input \`base\`"
    exit 2
  fi
  git rev-parse --verify --quiet "$base^{commit}" >/dev/null || git fetch --quiet --no-tags --depth=1 origin "$base"
fi

contracts=()
while IFS= read -r line; do
  [ -z "$line" ] || contracts+=("$line")
done <<<"${CONCORDAT_CONTRACTS:-}"
options=()
while IFS= read -r line; do
  [ -z "$line" ] || options+=("$line")
done <<<"${CONCORDAT_OPTIONS:-}"

folder="$(mktemp -d "${RUNNER_TEMP:-/tmp}/concordat-XXXXXX")"
code=0
# The command may be several words: "npx --yes concordat".
# shellcheck disable=SC2086
${CONCORDAT_COMMAND:-npx --yes concordat} diff --against "$base" \
  --fail-on "${CONCORDAT_FAIL_ON:-break}" \
  --format github --format "json=$folder/report.json" --format "markdown=$folder/summary.md" \
  ${options[@]+"${options[@]}"} ${contracts[@]+-- "${contracts[@]}"} || code=$?
if [ "$code" -gt 1 ]; then
  echo "::error::concordat could not compare with $base (exit code $code)"
  exit "$code"
fi

cat "$folder/summary.md" >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
node --input-type=module - "$folder" "$code" >>"${GITHUB_OUTPUT:-/dev/stdout}" <<'SCRIPT'
import { readFileSync } from "node:fs";
const [folder, exit] = process.argv.slice(2);
const { findings, summary, bump } = JSON.parse(readFileSync(`${folder}/report.json`, "utf8"));
const outputs = {
  breaks: summary.break,
  warnings: summary.warning,
  findings: findings.length,
  bump,
  exit,
  report: `${folder}/report.json`,
  summary: `${folder}/summary.md`,
};
for (const [name, value] of Object.entries(outputs)) console.log(`${name}=${value}`);
SCRIPT
