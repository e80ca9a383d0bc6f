/** `npm start`: the console with the demo grid on a fixed address, said in one line. */
import { createServer } from 'vite'

const server = await createServer({ mode: 'development', logLevel: 'warn' })
await server.listen()
console.log(`ZOS Console with the demo grid: http://localhost:${server.config.server.port}`)
