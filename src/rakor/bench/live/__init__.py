"""A session with thousands of sockets; what runs in processes of its own loads little of Rakor."""
