"""Measuring: the load generator is this process, the server is others; what each uses is accounted apart."""
