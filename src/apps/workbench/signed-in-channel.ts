const NAME = 'wb-signed-in';

/** Tells the other windows of this browser. Storage events reach where BroadcastChannel does not exist. */
export function tellSignedIn(): void {
  try {
    localStorage.setItem(NAME, String(Date.now()));
  } catch {
    // The other window also asks by itself when it is looked at.
  }
}

export function onSignedIn(listener: () => void): () => void {
  const heard = (event: StorageEvent) => {
    if (event.key === NAME) listener();
  };
  window.addEventListener('storage', heard);
  return () => window.removeEventListener('storage', heard);
}
