// Starts `ketch lsp` for Prisma schemas, and stops it with the window.

const { commands, window, workspace } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

async function start() {
  const [command, ...args] = workspace.getConfiguration("ketch").get("command", ["ketch", "lsp"]);
  const cwd = workspace.workspaceFolders?.[0]?.uri.fsPath;
  client = new LanguageClient(
    "ketch",
    "ketch",
    { command, args, options: { cwd } },
    { documentSelector: [{ language: "prisma" }] },
  );
  try {
    await client.start();
  } catch (error) {
    window.showErrorMessage(
      `ketch: \`${[command, ...args].join(" ")}\` does not run (${error.message}). ` +
        "Install it with `cargo install ketch-cli`, or name another in the setting `ketch.command`.",
    );
  }
}

async function stop() {
  const running = client;
  client = undefined;
  // A client that never started cannot be stopped.
  if (running?.isRunning()) {
    await running.stop();
  }
}

async function restart() {
  await stop();
  await start();
}

async function activate(context) {
  context.subscriptions.push(
    commands.registerCommand("ketch.restart", restart),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("ketch.command")) {
        return restart();
      }
    }),
  );
  await start();
}

module.exports = { activate, deactivate: stop };
