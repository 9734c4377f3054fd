const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Does some work to its end though somebody presses Ctrl-C in the middle, and only then obeys the signal: for writing
 * files, which shall be there as before or as wanted, never in between.
 */
export async function uninterrupted<T>(work: () => Promise<T>): Promise<T> {
  let received: NodeJS.Signals | undefined;
  const note = (signal: NodeJS.Signals): void => {
    received ??= signal;
  };
  for (const signal of signals) process.on(signal, note);
  try {
    return await work();
  } finally {
    for (const signal of signals) process.off(signal, note);
    // Whoever listens as well, as watching does, has heard it already.
    if (received !== undefined && process.listenerCount(received) === 0) process.kill(process.pid, received);
  }
}
