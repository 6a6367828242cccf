/**
 * A provider of models that knows one sentence. `node stand-in.mjs PORT KEY SENTENCE` serves OpenAI's chat completions
 * (platform.openai.com/docs/api-reference/chat), whole and streamed, at 127.0.0.1:PORT. Whoever has another key gets 401.
 */
import { createServer } from 'node:http';

const [port, key, sentence = ''] = process.argv.slice(2);

/** @type {(delta: object, finish: string | null, more?: object) => string} */
const chunk = (delta, finish, more = {}) =>
  `data: ${JSON.stringify({
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'echo',
    choices: [{ index: 0, delta, finish_reason: finish }],
    ...more,
  })}\n\n`;
const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };

createServer(async (request, response) => {
  let text = '';
  for await (const part of request) text += part;
  /** @type {(status: number, value: object) => void} */
  const answer = (status, value) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  if (request.headers.authorization !== `Bearer ${key}`)
    return answer(401, { error: { message: 'wrong key', type: 'invalid_request_error' } });
  if (request.method !== 'POST' || !request.url?.endsWith('/chat/completions')) return answer(404, {});
  if (!JSON.parse(text).stream) {
    const message = { role: 'assistant', content: sentence };
    const choices = [{ index: 0, message, finish_reason: 'stop' }];
    return answer(200, {
      id: 'chatcmpl-1',
      object: 'chat.completion',
      created: 1,
      model: 'echo',
      choices,
      usage,
    });
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(chunk({ role: 'assistant', content: '' }, null));
  for (const word of sentence.split(/(?<= )/)) response.write(chunk({ content: word }, null));
  response.end(`${chunk({}, 'stop', { usage })}data: [DONE]\n\n`);
}).listen(Number(port), '127.0.0.1', () => console.log('up'));
