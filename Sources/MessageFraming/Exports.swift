// `import MessageFraming` is enough to send messages.
@_exported public import Framing
