"""`make bench`: measure speed, memory and weight on this machine, each beside its goal and beside a "hello"."""
