export async function loadPeers() { return []; }
