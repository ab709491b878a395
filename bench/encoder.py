"""How fast others read with the same weights: PyTorch in floats and with int8 weights (quantize_dynamic), and ONNX Runtime with
both where it is installed; one thread.

    bench/encoder.py MODEL TEXT [WORDS]      MODEL and TEXT as of bench-encoder; the first WORDS (3000) of the text

Weights are those of MODEL, small numbers times their scales. Windows are whole sentences, as many as fit, as ours; they are
sorted by length and put together by 32, so that little is filled up. Needs torch and numpy. For measuring only."""
import pathlib
import sys
import time

import torch

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "models/encoder"))
import reference  # noqa: E402

TOGETHER = 32


class Layer(torch.nn.Module):
    def __init__(self, parts, heads):
        super().__init__()
        self.heads = heads
        query, bias, out, out_bias, gain, more, up, up_bias, down, down_bias, gain2, more2 = parts

        def linear(w, b):
            made = torch.nn.Linear(*w.shape)
            made.weight.data, made.bias.data = torch.tensor(w.T.copy()).float(), torch.tensor(b).float()
            return made

        def norm(g, b):
            made = torch.nn.LayerNorm(len(g), 1e-12)
            made.weight.data, made.bias.data = torch.tensor(g).float(), torch.tensor(b).float()
            return made
        self.query, self.out, self.up, self.down = linear(query, bias), linear(out, out_bias), linear(up, up_bias), linear(down, down_bias)
        self.norm, self.norm2 = norm(gain, more), norm(gain2, more2)

    def forward(self, x, mask):
        n, m, d = x.shape
        q, k, v = (y.view(n, m, self.heads, -1).transpose(1, 2) for y in self.query(x).chunk(3, 2))
        y = torch.nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=mask, scale=1.0)  # folded into the weights
        x = self.norm(x + self.out(y.transpose(1, 2).reshape(n, m, d)))
        return self.norm2(x + self.down(torch.nn.functional.gelu(self.up(x), approximate="tanh")))


class Model(torch.nn.Module):
    def __init__(self, encoder):
        super().__init__()
        self.words = torch.nn.Parameter(torch.tensor(encoder.words).float())
        self.places = torch.nn.Parameter(torch.tensor(encoder.places).float())
        self.norm = torch.nn.LayerNorm(encoder.width, 1e-12)
        self.norm.weight.data, self.norm.bias.data = (torch.tensor(x).float() for x in encoder.norm_of_words)
        self.layers = torch.nn.ModuleList(Layer(parts, encoder.heads) for parts in encoder.parts)

    def forward(self, pieces, mask):
        x = self.norm(self.words[pieces] + self.places[:pieces.shape[1]])
        for layer in self.layers:
            x = layer(x, mask)
        return x


def windows_of(encoder, path, words_max):
    """Lists of pieces, and how many words they are."""
    n, out = 0, []
    first, last = encoder.numbers["[CLS]"], encoder.numbers["[SEP]"]
    for line in pathlib.Path(path).read_text(encoding="utf-8", errors="replace").split("\n"):
        sentences, now = [[]], []
        for word in line.split():
            if n == words_max:
                break
            sentences[-1] += encoder.pieces_of(word)
            n += 1
            if word.endswith("."):
                sentences.append([])
        for sentence in sentences:
            if now and len(now) + len(sentence) > encoder.window - 2:
                out.append(now)
                now = []
            now += sentence[:encoder.window - 2 - len(now)]
        if now:
            out.append(now)
    return n, [[first, *w, last] for w in out]


def batches_of(windows):
    windows = sorted(windows, key=len)
    for i in range(0, len(windows), TOGETHER):
        some = windows[i:i + TOGETHER]
        width = max(map(len, some))
        pieces = torch.zeros(len(some), width, dtype=torch.long)
        mask = torch.zeros(len(some), 1, 1, width, dtype=torch.bool)
        for k, window in enumerate(some):
            pieces[k, :len(window)] = torch.tensor(window)
            mask[k, ..., :len(window)] = True
        yield pieces, mask


def measure(name, run, batches, words):
    for batch in batches[:2]:
        run(*batch)
    start = time.process_time()
    for batch in batches:
        run(*batch)
    print(f"{name:28} {words / (time.process_time() - start):9.0f} words/s", flush=True)


def onnx_runs(model, batches):
    """Names and functions; none where it is not installed."""
    try:
        import onnxruntime
        from onnxruntime.quantization import quantize_dynamic
    except ImportError:
        return
    folder = pathlib.Path("/tmp/encoder-onnx")
    folder.mkdir(exist_ok=True)
    plain, small = str(folder / "plain.onnx"), str(folder / "small.onnx")
    torch.onnx.export(model, batches[0], plain, input_names=["pieces", "mask"], dynamo=False, opset_version=17,
                      dynamic_axes={"pieces": {0: "n", 1: "m"}, "mask": {0: "n", 3: "m"}})
    quantize_dynamic(plain, small)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    for name, path in (("ONNX Runtime, floats", plain), ("ONNX Runtime, int8", small)):
        session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        yield name, lambda p, m, s=session: s.run(None, {"pieces": p.numpy(), "mask": m.numpy()})


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    torch.set_num_threads(1)
    encoder = reference.Encoder(sys.argv[1])
    words, windows = windows_of(encoder, sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 3000)
    batches = list(batches_of(windows))
    model = Model(encoder).eval()
    print(f"{words} words, {sum(map(len, windows))} pieces in {len(windows)} windows")
    with torch.inference_mode():
        measure("PyTorch, floats", model, batches, words)
        small = torch.ao.quantization.quantize_dynamic(model, {torch.nn.Linear}, dtype=torch.qint8)
        measure("PyTorch, quantize_dynamic", small, batches, words)
    with torch.no_grad():
        for name, run in onnx_runs(model, batches):
            measure(name, run, batches, words)


if __name__ == "__main__":
    main()
