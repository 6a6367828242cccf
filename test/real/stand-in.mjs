/**
 * A provider of models that knows one sentence. `node stand-in.mjs PORT KEY SENTENCE [COMMAND]` serves OpenAI's chat
 * completions (platform.openai.com/docs/api-reference/chat), whole and streamed, at 127.0.0.1:PORT. Whoever has another
 * key gets 401. With a COMMAND it first asks for one call of the tool `exec`, and says what came of it after its sentence.
 */
import { createServer } from 'node:http';

const [port, key, sentence = '', command] = process.argv.slice(2);

/** @typedef {{ role: string, content?: string | { text?: string }[] }} Message */

/** @type {(messages: Message[]) => { content: string } | { content: null, tool_calls: object[] }} */
function reply(messages) {
  if (command === undefined) return { content: sentence };
  // OpenClaw puts words of its own, as the user's, behind what a tool said.
  const since = messages.slice(messages.findLastIndex(({ role }) => role === 'assistant') + 1);
  const came = since.find(({ role }) => role === 'tool')?.content;
  if (came !== undefined) {
    const text = typeof came === 'string' ? came : came.map((part) => part.text ?? '').join('');
    return { content: `${sentence} ${text}` };
  }
  const call = { name: 'exec', arguments: JSON.stringify({ command }) };
  return { content: null, tool_calls: [{ index: 0, id: 'call_1', type: 'function', function: call }] };
}

const about = { id: 'chatcmpl-1', created: 1, model: 'echo' };
const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };
/** @type {(delta: object, finish: string | null, more?: object) => string} */
const chunk = (delta, finish, more = {}) => {
  const choices = [{ index: 0, delta, finish_reason: finish }];
  return `data: ${JSON.stringify({ ...about, object: 'chat.completion.chunk', choices, ...more })}\n\n`;
};

createServer(async (request, response) => {
  let text = '';
  for await (const part of request) text += part;
  /** @type {(status: number, value: object) => void} */
  const answer = (status, value) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  if (request.headers.authorization !== `Bearer ${key}`)
    return answer(401, { error: { message: 'wrong key', type: 'invalid_request_error' } });
  if (request.method !== 'POST' || !request.url?.endsWith('/chat/completions')) return answer(404, {});
  const { messages, stream } = JSON.parse(text);
  const said = reply(messages);
  const finish = said.content === null ? 'tool_calls' : 'stop';
  if (!stream) {
    const choices = [{ index: 0, message: { role: 'assistant', ...said }, finish_reason: finish }];
    return answer(200, { ...about, object: 'chat.completion', choices, usage });
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(chunk({ role: 'assistant', content: '' }, null));
  const parts = said.content === null ? [said] : said.content.split(/(?<= )/).map((content) => ({ content }));
  for (const part of parts) response.write(chunk(part, null));
  response.end(`${chunk({}, finish, { usage })}data: [DONE]\n\n`);
}).listen(Number(port), '127.0.0.1', () => console.log('up'));
