// The peer of the small-request benchmark: Node's own http server, one log line a request.
const http = require('node:http');
const log = require('node:fs').createWriteStream(process.env.LOG, { flags: 'a' });

http.createServer((request, response) => {
    const began = performance.now();
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.end('{"status":"ok"}');
    log.write(JSON.stringify({ timestamp: new Date().toISOString(), level: 'info', event: 'request',
        method: request.method, path: request.url, status: 200, duration_ms: performance.now() - began }) + '\n');
}).listen(Number(process.env.PORT), '127.0.0.1');
