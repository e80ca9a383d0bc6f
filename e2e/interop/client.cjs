/**
 * The public npm client as its own users have it, against a grid on this machine:
 * `node client.cjs <ready line of npm run grid> <node's twin>`. Prints a line of JSON per curve; ends with 1
 * when something failed.
 *
 * A request is enciphered by this client only when it carries a body, so an empty object is sent along, which
 * nodes ignore. What travelled in cipher is read from its own table of calls.
 */
// its ES modules name files without endings, which Node does not find
const { Client } = require('@threefold/rmb_direct_client')

const { chain, relay, guests } = JSON.parse(process.argv[2])
const nodeTwin = Number(process.argv[3])
const commands = ['zos.system.version', 'zos.statistics.get', 'zos.storage.pools']

async function tryCurve({ twin, curve, secret }) {
  const client = new Client(chain, relay, secret, `interop ${curve}`, curve, 1)
  await client.connect()
  const travelled = []
  const { responses } = client
  const set = responses.set.bind(responses)
  responses.set = (uid, envelope) => {
    if (!envelope.ping && !envelope.pong) {
      travelled.push({
        what: envelope.response ? 'answer' : 'request',
        enciphered: envelope.cipher.length > 0,
      })
    }
    return set(uid, envelope)
  }
  const answers = {}
  for (const command of commands) {
    answers[command] = await client.read(await client.send(command, '{}', nodeTwin, 1, 1))
  }
  return { twin, curve, answers, travelled }
}

async function main() {
  for (const guest of guests) console.log(JSON.stringify(await tryCurve(guest)))
}

main().then(
  // its sockets and timers would keep the process alive
  () => process.exit(0),
  (error) => {
    console.error(error)
    process.exit(1)
  },
)
